// Notices, with the days on which they are shown.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { head, button, chip, toastTrouble } from '../parts.js';
import { makeList } from '../list.js';
import { formDialog } from '../form.js';
import { today, day, dayStart, addDays } from '../format.js';
import { may } from '../state.js';
import { get } from '../api.js';
import { saveContent, removeContent, newKey, plainBlocks } from './edit_content.js';

const state = (row) => (row.to_ms <= Date.now() ? chip(t('notice.over')) : row.from_ms > Date.now() ? chip(t('notice.later'), 'sky') : chip(t('notice.on'), 'good'));

async function edit(row, saved) {
  const full = row ? await get('content/one', { kind: 'notice', key: row.key }) : null;
  const done = await formDialog({ title: t(row ? 'notice.edit' : 'notice.add'), values: full ? { ...full, from: day(full.from_ms), to: day(full.to_ms - 1) } : { from: today(), to: addDays(today(), 14) },
    fields: [{ name: 'title', label: t('notice.title'), required: true, max: 31, wide: true }, { name: 'from', label: t('notice.from'), kind: 'date', required: true }, { name: 'to', label: t('notice.to'), kind: 'date', required: true }, { name: 'text', label: t('notice.text'), kind: 'area', rows: 9, max: 650, hint: t('story.body_hint') }],
    submit: (values) => {
      if (values.to < values.from) throw Object.assign(new Error(), { code: 'ends_early', more: { field: 'to' } });
      return saveContent({ kind: 'notice', key: row ? row.key : newKey('n'), title: values.title, text: plainBlocks(values.text), from_ms: dayStart(values.from), to_ms: dayStart(addDays(values.to, 1)) }, !row);
    } });
  if (done) saved();
}

export default async function show(view) {
  const list = makeList(view, { api: 'content', with: () => ({ kind: 'notice' }), sort: '-from', sizes: [25, 50, 100], caption: t('tab.notices'), none: t('notice.none'), nonePicture: 'megaphone',
    filters: [{ name: 'q', kind: 'search', label: t('search.title') }],
    columns: [{ key: 'title', label: t('notice.title'), sort: true, class: 'text', cell: (row) => h('span', { class: 'strong' }, row.title) }, { key: 'from', label: t('notice.from'), sort: true, cell: (row) => day(row.from_ms) }, { key: 'to', label: t('notice.to'), sort: true, cell: (row) => day(row.to_ms - 1) }, { key: 'state', label: t('col.state'), cell: state },
      { key: 'more', label: h('span', { class: 'out' }, t('col.more')), class: 'right nowrap', cell: (row) => may('staff') && [button(t('do.edit'), () => edit(row, list.reload).catch(toastTrouble), 'slim'), ' ', button(t('do.remove'), () => removeContent('notice', row.key, row.title).then((done) => done && list.reload(), toastTrouble), 'slim danger')] }] });
  fill(view.main, head(t('tab.notices'), ...list.filters, may('staff') && button(t('notice.add'), () => edit(null, list.reload), 'main-one')), list.above, list.body);
  await list.reload();
}
