// The list of policy guides.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { head, chip, linkButton } from '../parts.js';
import { makeList } from '../list.js';
import { may } from '../state.js';

export default async function show(view) {
  const list = makeList(view, { api: 'content', with: () => ({ kind: 'guide' }), sort: 'order', sizes: [25, 50, 100], caption: t('tab.guides'), none: t('guide.none'), nonePicture: 'book-open', filters: [{ name: 'q', kind: 'search', label: t('search.title') }],
    columns: [{ key: 'title', label: t('guide.title'), sort: true, class: 'text', cell: (row) => (may('staff') ? h('a', { class: 'row-link', href: `/guides/${encodeURIComponent(row.key)}` }, row.title) : h('span', { class: 'strong' }, row.title)) }, { key: 'category', label: t('col.category'), cell: (row) => row.category }, { key: 'summary', label: t('guide.summary'), class: 'text', cell: (row) => row.summary }, { key: 'sample', label: t('col.state'), cell: (row) => row.sample && chip(t('story.sample')) }, { key: 'order', label: t('story.order'), sort: true, class: 'num', cell: (row) => row.order }] });
  fill(view.main, head(t('tab.guides'), ...list.filters, may('staff') && linkButton(t('guide.add'), '/guides/new', 'main-one')), list.above, list.body);
  await list.reload();
}
