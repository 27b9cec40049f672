// Request categories, as offered on the kiosk.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { head, button, toastTrouble } from '../parts.js';
import { makeList } from '../list.js';
import { formDialog } from '../form.js';
import { may } from '../state.js';
import { saveContent, removeContent } from './edit_content.js';

const ICONS = ['heart', 'briefcase', 'scale', 'house', 'hand-heart', 'hand-helping', 'flag', 'users', 'award', 'book-open', 'badge-check', 'message-square-text', 'phone', 'wrench', 'ellipsis'];

async function edit(row, saved) {
  const icons = row && row.icon && !ICONS.includes(row.icon) ? [...ICONS, row.icon] : ICONS;
  const done = await formDialog({ title: t(row ? 'category.edit' : 'category.add'), values: row ? { ...row, phrases: (row.phrases || []).join('\n') } : { order: 100, icon: 'heart' },
    fields: [{ name: 'key', label: t('col.key'), required: true, max: 31, off: Boolean(row), hint: t('content.key_hint') }, { name: 'title', label: t('category.title'), required: true, max: 12 }, { name: 'hint', label: t('category.hint'), max: 30, wide: true },
      { name: 'icon', label: t('category.icon'), kind: 'select', options: icons.map((one) => [one, one]) }, { name: 'order', label: t('story.order'), kind: 'number', least: -100000, most: 100000 }, { name: 'phrases', label: t('category.phrases'), kind: 'area', rows: 6, hint: t('category.phrases_hint') }],
    submit: (values) => saveContent({ kind: 'category', ...values, key: row ? row.key : values.key, order: values.order ?? 100, phrases: values.phrases.split('\n').map((one) => one.trim()).filter(Boolean).slice(0, 8) }, !row) });
  if (done) saved();
}

export default async function show(view) {
  const list = makeList(view, { api: 'content', with: () => ({ kind: 'category' }), sort: 'order', sizes: [25], caption: t('tab.categories'), none: t('category.none'), filters: [{ name: 'q', kind: 'search', label: t('search.name') }],
    columns: [{ key: 'title', label: t('category.title'), sort: true, cell: (row) => h('span', { class: 'strong' }, row.title) }, { key: 'hint', label: t('category.hint'), class: 'text', cell: (row) => row.hint }, { key: 'phrases', label: t('category.phrases'), cell: (row) => t('category.phrase_count', { n: (row.phrases || []).length }) }, { key: 'order', label: t('story.order'), sort: true, class: 'num', cell: (row) => row.order },
      { key: 'more', label: h('span', { class: 'out' }, t('col.more')), class: 'right nowrap', cell: (row) => may('staff') && [button(t('do.edit'), () => edit(row, list.reload), 'slim'), ' ', button(t('do.remove'), () => removeContent('category', row.key, row.title).then((done) => done && list.reload(), toastTrouble), 'slim danger')] }] });
  fill(view.main, head(t('tab.categories'), ...list.filters, may('staff') && button(t('category.add'), () => edit(null, list.reload), 'main-one')), list.above, list.body);
  await list.reload();
}
