// The printed attendance sheet: all expected members, with the check-in time or space for a signature.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { get } from '../api.js';
import { head, button, empty } from '../parts.js';
import { makeList } from '../list.js';
import { today, dayStart, dayEnd, occurrenceOf, hourMinute, shortDay } from '../format.js';
import { gridChoices, occurrenceChoice } from '../shared.js';
import { session } from '../state.js';

function paper(answer) {
  if (!answer.occurrence) return empty(t('sheet.none'), 'calendar-x');
  const one = answer.occurrence;
  const line = (row, i) => h('tr', {}, h('td', { class: 'num' }, i + 1), h('td', { class: 'strong' }, row.name), h('td', {}, row.member_no), h('td', {}, row.grid_name), h('td', { class: 'num' }, row.at_ms ? hourMinute(row.at_ms) : ''), h('td', { class: 'sign' }));
  const titles = ['#', t('col.name'), t('col.member_no'), t('col.grid'), t('sheet.time'), t('sheet.sign')];
  return h('section', { class: 'sheet' }, h('h2', {}, t('sheet.title', { station: session.station.name || '' })),
    h('p', { class: 'under-title' }, h('span', {}, t('sheet.activity', { title: one.title })), h('span', {}, t('sheet.when', { day: shortDay(one.start_ms), from: hourMinute(one.start_ms), to: hourMinute(one.end_ms) })), h('span', {}, t('sheet.place', { place: one.place || '—' })), h('span', {}, t('sheet.count', { n: answer.rows.filter((r) => r.at_ms).length, of: answer.rows.length }))),
    h('table', {}, h('thead', {}, h('tr', {}, titles.map((title) => h('th', { scope: 'col' }, title)))), h('tbody', {}, answer.rows.map(line))));
}

export default async function show(view) {
  let choices = [];
  const box = h('div');
  const list = makeList(view, {
    load: async (asking) => {
      const answer = await get('sheet', { grid: asking.grid, ...occurrenceOf(asking.activity), from_ms: dayStart(asking.day || today()), to_ms: dayEnd(asking.day || today()) }, view.signal);
      choices = answer.occurrences.map(occurrenceChoice);
      list.refreshFilters();
      fill(box, paper(answer));
      return { rows: [], total: 0 };
    },
    columns: [], caption: '', none: '',
    filters: [{ name: 'day', kind: 'day', label: t('col.day'), clears: { activity: '' } }, { name: 'activity', label: t('col.activity'), options: () => [['', t('absent.latest')], ...choices] }, { name: 'grid', label: t('col.grid'), options: gridChoices }],
  });
  fill(view.main, head(t('tab.sheet'), ...list.filters, button(t('do.print'), () => print(), 'main-one', 'printer')), box, h('div', { hidden: true }, list.body));
  await list.reload();
}
