// The stories of the honour wall.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { head, chip, linkButton } from '../parts.js';
import { makeList } from '../list.js';
import { address } from '../api.js';
import { may } from '../state.js';

export const blob = (hash) => address('blob', { hash });

const card = (row) => h('article', { class: `story ${row.consent ? '' : 'off'}` }, row.portrait ? h('img', { src: blob(row.portrait), alt: '', loading: 'lazy' }) : h('div', { class: 'blank' }),
  h('div', { class: 'words' }, may('staff') ? h('a', { href: `/stories/${encodeURIComponent(row.key)}` }, row.name) : h('strong', {}, row.name), h('p', { class: 'small' }, row.title),
    h('p', {}, row.honour && chip(row.honour, row.first_class ? 'bad' : 'warn'), ' ', !row.consent && chip(t('story.hidden')), ' ', row.sample && chip(t('story.sample')))));

export default async function show(view) {
  const wall = h('div');
  const list = makeList(view, {
    api: 'content', with: () => ({ kind: 'story' }), sort: 'order', sizes: [24, 48, 96], caption: t('nav.stories'), none: t('story.none'), nonePicture: 'award', columns: [],
    filters: [{ name: 'consent', label: t('story.consent'), options: [['', t('choice.all_stories')], ['1', t('story.shown')], ['0', t('story.hidden')]] }, { name: 'sort', label: t('list.order'), initial: 'order', options: [['order', t('story.by_order')], ['name', t('kiosk.by_name')], ['-order', t('story.by_order_back')]] }, { name: 'q', kind: 'search', label: t('search.story') }],
    above: (answer) => { fill(wall, answer.rows.length ? h('div', { class: 'wall' }, answer.rows.map(card)) : null); },
    foot: () => '', cards: true,
  });
  fill(view.main, head(t('nav.stories'), ...list.filters, may('staff') && linkButton(t('story.add'), '/stories/new', 'main-one')), wall, list.body);
  await list.reload();
}
