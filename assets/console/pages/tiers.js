// The stations below: activities, attendance, overdue requests.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { head, chip, button } from '../parts.js';
import { makeList } from '../list.js';
import { ago, number } from '../format.js';
import { STAGES } from '../shared.js';
import { may } from '../state.js';
import { pair } from './kiosks.js';

const overdue = (row) => { const parts = row.overdue.map((n, i) => n > 0 && `${t(`stage.${STAGES[i]}`)} ${n}`).filter(Boolean); return parts.length ? h('span', { class: 'bad' }, parts.join(' · ')) : h('span', { class: 'good' }, t('tier.none_overdue')); };

export default async function show(view) {
  const list = makeList(view, { api: 'tiers', sort: 'seen', sizes: [25, 50, 100], caption: t('tab.tiers'), none: t('tier.none'), nonePicture: 'layers-2',
    filters: [{ name: 'days', label: t('tier.period'), initial: '30', options: [['7', t('tier.days', { n: 7 })], ['30', t('tier.days', { n: 30 })], ['365', t('tier.days', { n: 365 })]] }, { name: 'q', kind: 'search', label: t('search.name') }],
    columns: [{ key: 'name', label: t('tier.site'), sort: true, class: 'text', cell: (row) => h('span', { class: 'strong' }, row.name || row.site) }, { key: 'seen', label: t('kiosk.seen'), sort: true, cell: (row) => [ago(row.seen_ms), ' ', row.seen_ms < Date.now() - 86400000 && chip(t('tier.silent'), 'bad')] }, { key: 'kiosks', label: t('nav.kiosks'), class: 'num', cell: (row) => h('a', { href: `/kiosks/below?q=${encodeURIComponent(row.name || row.site)}` }, number(row.kiosks)) },
      { key: 'activities', label: t('tier.activities'), class: 'num', sort: true, cell: (row) => number(row.activities) }, { key: 'attendance', label: t('tier.attendance'), class: 'num', sort: true, cell: (row) => number(row.attendance) }, { key: 'overdue', label: t('tier.overdue'), class: 'text', cell: overdue }] });
  fill(view.main, head(t('tab.tiers'), ...list.filters, may('admin') && button(t('pair.add_station'), () => pair(list.reload, true), 'main-one')), list.above, list.body);
  await list.reload();
}
