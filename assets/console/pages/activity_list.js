// Activities as a list.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { head, button, chip } from '../parts.js';
import { makeList } from '../list.js';
import { today, dayStart, shortTime, number } from '../format.js';
import { may } from '../state.js';
import { activityDialog, seeActivity, kindChip, KINDS } from './activities.js';

export default async function show(view) {
  const list = makeList(view, {
    api: 'activities', sort: 'start', sizes: [25, 50, 100], caption: t('tab.list'), none: t('activity.none'), nonePicture: 'calendar-days',
    with: (asking) => (asking.when === 'past' ? { to_ms: dayStart(today()), sort: asking.sort === 'start' ? '-start' : asking.sort } : asking.when === 'all' ? {} : { from_ms: dayStart(today()) }),
    filters: [{ name: 'when', label: t('activity.when'), options: [['', t('activity.coming')], ['past', t('activity.past')], ['all', t('activity.all')]] }, { name: 'kind', label: t('activity.kind'), options: [['', t('choice.all_kinds')], ...KINDS.map((one, i) => [String(i), t(`activity_kind.${one}`)])] }, { name: 'q', kind: 'search', label: t('search.name') }],
    columns: [{ key: 'start', label: t('activity.when'), sort: true, cell: (row) => h('span', { class: 'num' }, shortTime(row.start_ms)) }, { key: 'title', label: t('activity.title'), sort: true, class: 'text', cell: (row) => [h('button', { type: 'button', class: 'link strong', on: { click: () => seeActivity(row, list.reload) } }, row.title), ' ', row.cancelled && chip(t('activity.cancelled'), 'bad')] },
      { key: 'kind', label: t('activity.kind'), cell: (row) => kindChip(row.activity_kind) }, { key: 'place', label: t('activity.place'), cell: (row) => row.place }, { key: 'signed', label: t('activity.signed_up'), class: 'num', cell: (row) => (row.needs_sign_up ? `${row.signed_up}${row.capacity ? ` / ${row.capacity}` : ''}` : '') }, { key: 'arrived', label: t('figure.arrived'), class: 'num', cell: (row) => (row.start_ms < Date.now() + 1800000 ? number(row.arrived) : '') }],
  });
  fill(view.main, head(t('tab.list'), ...list.filters, may('staff') && button(t('activity.add'), () => activityDialog(null, today(), list.reload), 'main-one')), list.above, list.body);
  await list.reload();
}
