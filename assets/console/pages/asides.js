// Rejected rows: records that the station could not accept, with the reason. Staff can retry them.
import { h, fill } from '../dom.js';
import { t, word } from '../words.js';
import { post } from '../api.js';
import { head, button, toast, toastTrouble } from '../parts.js';
import { makeList } from '../list.js';
import { openDialog, sure } from '../form.js';
import { shortTime } from '../format.js';
import { may } from '../state.js';

export default async function show(view) {
  const retry = (body) => post('asides/retry', body).then((answer) => { toast(t('aside.done', { n: answer.accepted, left: answer.left })); list.reload(); }, toastTrouble);
  const again = async (row) => { if (!row.twin || await sure(t('aside.twin_title'), t('aside.twin_text'), t('aside.twin_take'))) retry({ kiosk: row.kiosk, seq: row.seq, twin: row.twin }); };
  const raw = (row) => openDialog(t('aside.raw'), (close) => h('div', { class: 'stack' }, h('p', { class: 'mono pre' }, row.raw), h('div', { class: 'row end' }, button(t('do.close'), () => close(), 'main-one'))));
  const list = makeList(view, { api: 'asides', sort: '-at', sizes: [25, 50, 100], caption: t('tab.asides'), none: t('aside.none'), nonePicture: 'badge-check', filters: [{ name: 'q', kind: 'search', label: t('search.reason') }],
    columns: [{ key: 'at', label: t('col.time'), sort: true, cell: (row) => shortTime(row.at_ms) }, { key: 'kiosk', label: t('col.kiosk'), sort: true, cell: (row) => row.kiosk_name || row.kiosk }, { key: 'seq', label: t('aside.seq'), class: 'num', cell: (row) => row.seq }, { key: 'kind', label: t('aside.kind'), cell: (row) => word('record', row.kind) }, { key: 'reason', label: t('col.reason'), class: 'text', cell: (row) => row.reason },
      { key: 'more', label: h('span', { class: 'out' }, t('col.more')), class: 'right nowrap', cell: (row) => [button(t('aside.raw'), () => raw(row), 'slim'), ' ', may('admin') && row.retriable && button(t('do.again'), () => again(row), 'slim')] }] });
  fill(view.main, head(t('tab.asides'), ...list.filters, may('admin') && button(t('aside.all'), () => retry({ all: true }), 'main-one')), h('p', { class: 'quiet' }, t('aside.note')), list.above, list.body);
  await list.reload();
}
