// One story: text, pictures, consent, and a preview drawn by the station as the kiosk would.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { get, upload, picture } from '../api.js';
import { headBack, button, cardWith, trouble, toastTrouble } from '../parts.js';
import { makeForm, sure } from '../form.js';
import { saveContent, removeContent, newKey, plainBlocks } from './edit_content.js';
import { blob } from './stories.js';

const fields = () => [{ name: 'name', label: t('story.name'), required: true, max: 20 }, { name: 'honour', label: t('story.honour'), max: 15, hint: t('story.honour_hint') }, { name: 'title', label: t('story.title'), required: true, max: 31, wide: true },
  { name: 'summary', label: t('story.summary'), max: 60, wide: true }, { name: 'body', label: t('story.body'), kind: 'area', rows: 13, max: 5000, hint: t('story.body_hint') }, { name: 'tags', label: t('story.tags'), max: 100, hint: t('story.tags_hint') }, { name: 'source', label: t('story.source'), max: 60 },
  { name: 'day', label: t('story.on_day'), max: 5, placeholder: '08-01', hint: t('story.on_day_hint') }, { name: 'order', label: t('story.order'), kind: 'number', least: -100000, most: 100000, hint: t('story.order_hint') },
  { name: 'first_class', label: t('story.first_class'), kind: 'check' }, { name: 'object', label: t('story.object'), kind: 'check' }, { name: 'sample', label: t('story.is_sample'), kind: 'check' },
  { name: 'consent', label: t('story.consent_long'), kind: 'check', wide: true, hint: t('story.consent_hint') }];

const monthDay = (n) => (n ? `${String(Math.floor(n / 100)).padStart(2, '0')}-${String(n % 100).padStart(2, '0')}` : '');

function changeOf(values, kept, key) {
  const day = /^(\d\d)-(\d\d)$/.exec(values.day || '');
  const { name_key = '', initials = '' } = kept.name === values.name ? kept : {};
  return { kind: 'story', key, name: values.name, title: values.title, summary: values.summary, honour: values.honour, first_class: values.first_class, sample: values.sample, portrait: kept.portrait || '', picture: kept.picture || '', pictures: kept.pictures || [],
    name_key, initials, order: values.order ?? 100, consent: values.consent, object: values.object, month_day: day ? Number(day[1]) * 100 + Number(day[2]) : 0, tags: values.tags.split(/[,，、;；\n]+/).map((one) => one.trim()).filter(Boolean).slice(0, 6), source: values.source, body: plainBlocks(values.body) };
}

function pictures(kept, changed) {
  const box = h('div', { class: 'thumbs' });
  const input = h('input', { type: 'file', accept: 'image/jpeg,image/png,image/webp', hidden: true });
  let take = () => {};
  input.addEventListener('change', async () => {
    const file = input.files[0];
    input.value = '';
    if (!file) return;
    try { take((await upload('pictures', file)).hash); draw(); changed(); } catch (error) { toastTrouble(error); }
  });
  const pick = (run) => () => { take = run; input.click(); };
  const thumb = (label, hash, set, drop) => h('figure', { class: 'thumb' }, hash ? h('img', { src: blob(hash), alt: label }) : h('div', { class: 'blank' }, t('story.no_picture')), h('figcaption', { class: 'small' }, label),
    h('div', { class: 'row' }, button(t('do.choose'), pick(set), 'slim'), hash && drop && button('×', () => { drop(); draw(); changed(); }, 'slim danger')));
  const draw = () => fill(box, thumb(t('story.portrait'), kept.portrait, (hash) => { kept.portrait = hash; }, () => { kept.portrait = ''; }), thumb(t('story.wide'), kept.picture, (hash) => { kept.picture = hash; }, () => { kept.picture = ''; }),
    kept.pictures.map((hash, i) => thumb(t('story.more', { n: i + 1 }), hash, (one) => { kept.pictures[i] = one; }, () => { kept.pictures.splice(i, 1); })),
    kept.pictures.length < 6 && thumb(t('story.more', { n: kept.pictures.length + 1 }), '', (one) => { kept.pictures.push(one); }));
  draw();
  return cardWith(t('story.pictures'), null, box, input, h('p', { class: 'quiet small' }, t('story.pictures_hint')));
}

function glass(build, signal) {
  const box = h('div', { class: 'pane' }), line = h('p', { class: 'small quiet', role: 'status' });
  let wait = 0, asked = 0, shown = '';
  const draw = async () => {
    const ticket = ++asked;
    try {
      const drawn = await picture('stories/preview', { change: build() }, signal);
      if (ticket !== asked) return;
      if (shown) URL.revokeObjectURL(shown);
      shown = URL.createObjectURL(drawn);
      fill(box, h('img', { src: shown, alt: t('story.preview_alt') }));
      line.textContent = t('story.preview_note');
    } catch (error) {
      if (error.name === 'AbortError' || ticket !== asked) return;
      if (error.code === 'busy') { wait = setTimeout(draw, 1000); return; }
      fill(box, h('div', { class: 'sheet' }, trouble(error, draw)));
    }
  };
  return { root: h('aside', { class: 'glass', 'aria-label': t('story.preview') }, h('h2', {}, t('story.preview')), box, line), later: () => { clearTimeout(wait); wait = setTimeout(draw, 500); }, draw, close: () => { clearTimeout(wait); if (shown) URL.revokeObjectURL(shown); } };
}

export default async function show(view) {
  const key = view.found[0], isNew = key === 'new';
  const kept = isNew ? { pictures: [], sample: false, consent: false, order: 100 } : await get('content/one', { kind: 'story', key }, view.signal);
  kept.pictures = kept.pictures || [];
  const form = makeForm({ label: t('do.save'), fields: fields(), values: { ...kept, tags: (kept.tags || []).join('，'), day: monthDay(kept.month_day) },
    submit: async (values) => {
      if (kept.consent && !values.consent && !(await sure(t('story.withdraw_title'), t('story.withdraw_text'), t('story.withdraw')))) return;
      await saveContent(changeOf(values, kept, isNew ? newKey('s') : key), isNew);
      view.go('/stories');
    } });
  const preview = glass(() => changeOf({ ...form.read(), name: form.read().name || '…', title: form.read().title || '…' }, kept, isNew ? 'preview' : key), view.signal);
  form.form.addEventListener('input', preview.later);
  const remove = () => removeContent('story', key, kept.name).then((done) => done && view.go('/stories'), toastTrouble);
  fill(view.main, headBack(isNew ? t('story.add') : kept.name, '/stories', t('nav.stories'), !isNew && button(t('do.remove'), remove, 'danger')),
    h('div', { class: 'editor' }, h('div', { class: 'stack' }, h('section', { class: 'card' }, form.form), pictures(kept, preview.later)), preview.root));
  preview.draw();
  return { close: preview.close };
}
