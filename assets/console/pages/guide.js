// One policy guide.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { get } from '../api.js';
import { headBack, button, toastTrouble } from '../parts.js';
import { makeForm } from '../form.js';
import { categoryRows } from '../shared.js';
import { saveContent, removeContent, newKey, plainBlocks } from './edit_content.js';

export default async function show(view) {
  const key = view.found[0], isNew = key === 'new';
  const kept = isNew ? { order: 100 } : await get('content/one', { kind: 'guide', key }, view.signal);
  const categories = (await categoryRows()).map((one) => [one.title, one.title]);
  if (kept.category && !categories.some(([v]) => v === kept.category)) categories.push([kept.category, kept.category]);
  const form = makeForm({ label: t('do.save'), values: kept, fields: [{ name: 'title', label: t('guide.title'), required: true, max: 31, wide: true }, { name: 'category', label: t('col.category'), kind: 'select', options: [['', t('choice.none')], ...categories] }, { name: 'order', label: t('story.order'), kind: 'number', least: -100000, most: 100000, hint: t('story.order_hint') },
    { name: 'summary', label: t('guide.summary'), max: 60, wide: true }, { name: 'body', label: t('guide.body'), kind: 'area', rows: 16, max: 5000, hint: t('story.body_hint') }, { name: 'source', label: t('story.source'), max: 60, wide: true }, { name: 'sample', label: t('story.is_sample'), kind: 'check', wide: true }],
  submit: async (values) => {
    await saveContent({ kind: 'guide', key: isNew ? newKey('g') : key, ...values, body: plainBlocks(values.body), order: values.order ?? 100, initials: kept.title === values.title ? kept.initials || '' : '' }, isNew);
    view.go('/guides');
  } });
  const remove = () => removeContent('guide', key, kept.title).then((done) => done && view.go('/guides'), toastTrouble);
  fill(view.main, headBack(isNew ? t('guide.add') : kept.title, '/guides', t('tab.guides'), !isNew && button(t('do.remove'), remove, 'danger')), h('section', { class: 'card' }, form.form));
}
