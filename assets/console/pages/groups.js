// Grids with their liaisons, and volunteer teams.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { head, button, toastTrouble } from '../parts.js';
import { makeList } from '../list.js';
import { formDialog } from '../form.js';
import { number, length } from '../format.js';
import { may } from '../state.js';
import { saveContent, removeContent } from './edit_content.js';

const key = { name: 'key', label: t('col.key'), required: true, max: 31, hint: t('content.key_hint') };

async function edit(kind, fields, row, list) {
  const shown = fields.map((field) => (row && field.name === 'key' ? { ...field, off: true } : field));
  const done = await formDialog({ title: t(row ? `${kind}.edit` : `${kind}.add`), fields: shown, values: row || {}, submit: (values) => saveContent({ kind, ...values, key: row ? row.key : values.key }, !row) });
  if (done) list.reload();
}
const remove = (kind, row, list) => removeContent(kind, row.key, row.name).then((done) => done && list.reload(), toastTrouble);

function acts(kind, fields, list) {
  return { key: 'more', label: h('span', { class: 'out' }, t('col.more')), class: 'right nowrap', cell: (row) => may('staff') && [button(t('do.edit'), () => edit(kind, fields(), row, list()), 'slim'), ' ', button(t('do.remove'), () => remove(kind, row, list()), 'slim danger')] };
}
const named = (href) => (row) => h('a', { class: 'strong', href: href(row) }, row.name);

async function groupPage(view, kind, title, columns, fields) {
  const list = makeList(view, { api: 'content', with: () => ({ kind }), sort: 'key', sizes: [25, 50, 100], caption: title, none: t(`${kind}.none`), nonePicture: kind === 'grid' ? 'map-pin' : 'hand-heart',
    filters: [{ name: 'q', kind: 'search', label: t('search.name') }], columns: [...columns, acts(kind, fields, () => list)] });
  fill(view.main, head(title, ...list.filters, may('staff') && button(t(`${kind}.add`), () => edit(kind, fields(), null, list), 'main-one')), list.above, list.body);
  await list.reload();
}

export const grids = (view) => groupPage(view, 'grid', t('tab.grids'),
  [{ key: 'key', label: t('col.key'), sort: true, cell: (row) => row.key }, { key: 'name', label: t('col.name'), sort: true, cell: named((row) => `/members?grid=${encodeURIComponent(row.key)}`) }, { key: 'liaison', label: t('grid.liaison'), cell: (row) => row.liaison_name || row.liaison_no }, { key: 'members', label: t('grid.members'), class: 'num', cell: (row) => number(row.members) }],
  () => [key, { name: 'name', label: t('col.name'), required: true, max: 31 }, { name: 'liaison_no', label: t('grid.liaison'), kind: 'member', wide: true }]);

export const teams = (view) => groupPage(view, 'team', t('tab.teams'),
  [{ key: 'key', label: t('col.key'), sort: true, cell: (row) => row.key }, { key: 'name', label: t('col.name'), sort: true, cell: named((row) => `/members?team=${encodeURIComponent(row.key)}`) }, { key: 'about', label: t('team.about'), class: 'text', cell: (row) => row.about }, { key: 'members', label: t('grid.members'), class: 'num', cell: (row) => number(row.members) }, { key: 'hours', label: t('member.hours'), class: 'num nowrap', cell: (row) => length(row.minutes_this_year) }],
  () => [key, { name: 'name', label: t('col.name'), required: true, max: 31 }, { name: 'about', label: t('team.about'), kind: 'area', max: 160 }]);
