// The audit log. Each row has the hash of the row before it.
import { h, fill } from '../dom.js';
import { t, word } from '../words.js';
import { get } from '../api.js';
import { head, button, toast, toastTrouble } from '../parts.js';
import { makeList } from '../list.js';
import { shortTime, number, dayStart, dayEnd } from '../format.js';
import { peopleChoices } from '../shared.js';

export default async function show(view) {
  const verify = () => get('audit/verify').then((answer) => toast(answer.ok ? t('audit.whole', { n: number(answer.rows) }) : t('chain.broken', { n: answer.broken }), answer.ok ? '' : 'bad'), toastTrouble);
  const list = makeList(view, { api: 'audit', sort: '-at', with: (asking) => (asking.day ? { from_ms: dayStart(asking.day), to_ms: dayEnd(asking.day) } : {}), sizes: [25, 50, 100], caption: t('nav.audit'), none: t('audit.none'), nonePicture: 'layers-2',
    filters: [{ name: 'day', kind: 'day', label: t('col.day'), optional: true }, { name: 'who', label: t('audit.who'), options: async () => [['', t('choice.everybody')], ...(await peopleChoices())] }, { name: 'q', kind: 'search', label: t('search.audit') }],
    columns: [{ key: 'id', label: '#', class: 'num quiet', cell: (row) => row.id }, { key: 'at', label: t('col.time'), sort: true, cell: (row) => h('span', { class: 'num' }, shortTime(row.at_ms)) }, { key: 'who', label: t('audit.who'), cell: (row) => h('span', { class: 'strong' }, row.who_name || word('audit.by', row.who) || t('audit.system')) }, { key: 'deed', label: t('audit.deed'), cell: (row) => word('deed', row.deed) }, { key: 'about', label: t('audit.about'), class: 'text', cell: (row) => h('span', { class: 'pre' }, row.about) }, { key: 'hash', label: t('audit.hash'), cell: (row) => h('span', { class: 'mono quiet' }, (row.hash || '').slice(0, 10)) }],
    foot: (answer) => (answer.chain.ok ? t('chain.good') : h('span', { class: 'bad' }, t('chain.broken', { n: answer.chain.broken }))) });
  fill(view.main, head(t('nav.audit'), ...list.filters, button(t('audit.verify'), verify, 'main-one')), list.above, list.body);
  await list.reload();
}
