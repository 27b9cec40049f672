// Absent members: from one activity, or three times in a row; by grid, for the next home visit.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { head, chip, button } from '../parts.js';
import { makeList, query } from '../list.js';
import { today, shortTime, dayStart, dayEnd, occurrenceOf, shortDay } from '../format.js';
import { gridChoices, occurrenceChoice, personLink } from '../shared.js';
import { may } from '../state.js';
import { visitDialog } from './visits.js';

export default async function show(view) {
  let choices = [];
  const list = makeList(view, {
    api: 'absent', sort: 'grid', sizes: [25, 50, 100], caption: t('tab.absent'),
    with: (asking) => ({ ...occurrenceOf(asking.activity), from_ms: dayStart(asking.day || today()), to_ms: dayEnd(asking.day || today()) }),
    filters: [{ name: 'running', label: t('absent.which'), initial: '0', options: [['0', t('absent.one')], ['1', t('absent.three')]] },
      { name: 'day', kind: 'day', label: t('col.day'), clears: { activity: '' } },
      { name: 'activity', label: t('col.activity'), options: () => [['', t('absent.latest')], ...choices] },
      { name: 'grid', label: t('col.grid'), options: gridChoices }],
    none: () => (query().running === '1' ? t('absent.none_three') : t('absent.none')), nonePicture: 'users',
    columns: [{ key: 'grid', label: t('col.grid'), sort: true, cell: (row) => row.grid_name }, { key: 'name', label: t('col.name'), sort: true, cell: personLink },
      { key: 'member_no', label: t('col.member_no'), cell: (row) => h('span', { class: 'num' }, row.member_no) }, { key: 'phone', label: t('col.phone'), cell: (row) => h('span', { class: 'num' }, row.phone) },
      { key: 'last', label: t('absent.last'), sort: true, cell: (row) => shortTime(row.last_ms) || t('time.never') },
      { key: 'missed', label: t('absent.missed'), class: 'right', cell: (row) => (row.missed >= 3 ? chip(t('absent.times', { n: row.missed }), 'bad') : t('absent.times', { n: row.missed })) },
      { key: 'visit', label: h('span', { class: 'out' }, t('col.more')), class: 'right', cell: (row) => may('staff') && button(t('visit.log'), () => visitDialog(row, () => list.reload()), 'slim') }],
    above: (answer) => {
      choices = answer.occurrences.map(occurrenceChoice);
      list.refreshFilters();
      return answer.occurrence && query().running !== '1' ? h('p', { class: 'quiet' }, t('absent.about', { title: answer.occurrence.title, day: shortDay(answer.occurrence.start_ms), n: answer.total })) : null;
    },
  });
  fill(view.main, head(t('tab.absent'), ...list.filters, button(t('do.print'), () => print(), '', 'printer')), list.above, list.body);
  await list.reload();
}
