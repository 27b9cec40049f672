// The attendance log: filters, figures, chart, manual check-in, undo and export.
import { h, fill, icon } from '../dom.js';
import { t } from '../words.js';
import { address, get, post } from '../api.js';
import { head, figure, bars, button, toast, linkButton, chip } from '../parts.js';
import { makeList, query, setQuery } from '../list.js';
import { clock, shortTime, shortDay, number, today, dayStart, dayEnd, hourMinute, occurrenceOf, occurrenceId, length } from '../format.js';
import { formDialog, openDialog } from '../form.js';
import { listen } from '../live.js';
import { may } from '../state.js';
import { gridChoices, occurrenceChoice, reasonOptions, how, kioskName, reason} from '../shared.js';

/** What the address selects: a person, an activity, or a day. */
export function scope(asking) {
  const day = Number.isNaN(dayStart(asking.day)) ? today() : asking.day;
  return { activity: '', ...occurrenceOf(asking.activity), from_ms: dayStart(day), to_ms: dayEnd(day) };
}

/** Without a selection, the current activity is selected and written to the address. */
async function load(asking, signal) {
  const answer = await get('attendance', asking, signal), now = Date.now(), asked = query();
  if (asked.day || asked.activity || asked.member || asked.q) return answer;
  const on = answer.occurrences.filter((one) => !one.cancelled && one.start_ms - 1800000 <= now && one.end_ms + 1800000 > now)
    .sort((a, b) => Math.abs(a.start_ms - now) - Math.abs(b.start_ms - now))[0];
  if (!on) return answer;
  setQuery({ activity: occurrenceId(on) }, true);
  return get('attendance', { ...asking, ...scope(query()) }, signal);
}

function figures(answer) {
  const { summary } = answer;
  const rate = summary.expected ? `${Math.round((summary.arrived / summary.expected) * 100)}%` : '—';
  const now = query();
  const about = new URLSearchParams({ running: 1, ...(now.day ? { day: now.day } : {}), ...(now.activity ? { activity: now.activity } : {}) });
  const absent = now.activity && now.activity !== 'all' ? h('a', { href: `/attendance/absent?${about}` }, number(summary.absent_three)) : '—';
  const first = answer.bars.first_ms;
  const describe = (counts) => t('chart.words', { from: first ? hourMinute(first) : '', most: Math.max(0, ...counts), n: counts.reduce((a, b) => a + b, 0) });
  return h('dl', { class: 'figures' }, figure(t('figure.arrived'), number(summary.arrived), 'good'),
    figure(t('figure.expected'), summary.expected ? number(summary.expected) : '—'), figure(t('figure.rate'), rate, 'warn'),
    figure(t('figure.absent_three'), absent, 'bad'),
    h('div', { class: 'card figure chart' }, h('dt', { class: 'chart-title' }, t('chart.title'), first ? h('span', { class: 'quiet small' }, `${hourMinute(first)} — ${hourMinute(first + answer.bars.counts.length * 300000)}`) : ''),
      h('dd', { class: 'plain' }, first ? bars(answer.bars.counts, describe) : h('p', { class: 'quiet small none' }, t('chart.none')))));
}

function state(row) {
  if (row.undone) return h('span', { class: 'quiet keep' }, t('state.undone'));
  const main = row.late ? h('span', { class: 'warn' }, t('state.late')) : h('span', { class: 'good' }, row.activity ? t('state.on_time') : t('state.visit'));
  return row.out_ms ? [main, h('span', { class: 'quiet small' }, ` ${t('state.out', { at: hourMinute(row.out_ms), length: length(row.minutes) })}`)] : main;
}

const time = (row, asking) => [asking.day || row.shown_ms >= dayStart(today()) ? h('span', { class: 'num' }, clock(row.shown_ms)) : h('span', { class: 'num' }, shortTime(row.shown_ms)),
  row.corrected && h('span', { class: 'chip warn corrected', title: t('state.clock_said', { at: clock(row.at_ms) }) }, t('state.corrected'))];

async function details(row, changed) {
  await openDialog(row.name, (close) => {
    const line = (name, value) => value && [h('dt', {}, name), h('dd', {}, value)];
    const undo = () => { close(); undoDialog(row, changed); };
    return h('div', { class: 'stack' }, h('dl', { class: 'facts' }, line(t('col.time'), `${shortDay(row.shown_ms)} ${clock(row.shown_ms)}`),
      row.corrected && line(t('state.original'), `${shortDay(row.at_ms)} ${clock(row.at_ms)}`), line(t('col.activity'), row.title || t('state.visit')), line(t('col.grid'), row.grid_name),
      line(t('col.how'), how(row)), line(t('col.reason'), reason(row.reason)), line(t('col.kiosk'), kioskName(row)), line(t('col.state'), state(row))),
    h('div', { class: 'row end' }, linkButton(t('member.file'), `/member/${encodeURIComponent(row.member_no)}`), may('staff') && row.activity && !row.undone && button(t('do.undo'), undo, 'danger'), button(t('do.close'), () => close())));
  });
}

async function undoDialog(row, changed) {
  const done = await formDialog({ title: t('undo.title', { name: row.name }), note: t('undo.note'), danger: true, label: t('do.undo'),
    fields: [{ name: 'reason', label: t('col.reason'), kind: 'select', options: reasonOptions(), wide: true }], values: { reason: 'mistake' },
    submit: (values) => post('attendance/undo', { activity: row.activity, recurrence_ms: row.recurrence_ms, member_no: row.member_no, ...values }) });
  if (done) { toast(t('undo.done', { name: row.name })); changed(); }
}

async function manual(choices, chosen, changed) {
  const done = await formDialog({ title: t('manual.title'), note: t('manual.note'), label: t('manual.go'),
    fields: [{ name: 'member_no', label: t('manual.who'), kind: 'member', required: true, wide: true },
      { name: 'occurrence', label: t('col.activity'), kind: 'select', required: true, options: choices, wide: true },
      { name: 'reason', label: t('col.reason'), kind: 'select', options: reasonOptions() }],
    values: { occurrence: chosen || (choices[0] && choices[0][0]), reason: 'card_forgotten' },
    submit: ({ member_no, occurrence, reason: why }) => post('attendance/check-in', { member_no, ...occurrenceOf(occurrence), reason: why }) });
  if (done) { toast(t('manual.done')); changed(); }
}

export default async function show(view) {
  let choices = [], list;
  const changed = () => list.reload();
  const exportMenu = () => openDialog(t('export.title'), (close) => {
    const now = { ...query(), ...scope(query()) };
    const one = (format, label) => h('a', { class: 'button main-one', 'data-outside': true, href: address('export', { ...now, format }), on: { click: () => setTimeout(close, 300) } }, label);
    return h('div', { class: 'stack' }, h('p', { class: 'quiet' }, t('export.note')), h('div', { class: 'row end' }, button(t('do.cancel'), () => close()), one('csv', 'CSV'), one('xlsx', 'Excel (.xlsx)')));
  });
  list = makeList(view, {
    load, sort: '-time', sizes: [12, 25, 50, 100], caption: t('nav.attendance'), look: 'wide-time', with: scope,
    rowKey: (row) => `${row.kiosk} ${row.activity} ${row.recurrence_ms} ${row.member_no} ${row.at_ms}`, rowClass: (row) => (row.undone ? 'off' : ''),
    none: t('attendance.none'), nonePicture: 'calendar-check',
    filters: [{ name: 'day', kind: 'day', label: t('col.day'), clears: { activity: '' } },
      { name: 'activity', label: t('col.activity'), initial: 'all', keep: true, options: () => [['all', t('choice.all_activities')], ...choices] },
      { name: 'grid', label: t('col.grid'), options: gridChoices }, { name: 'q', kind: 'search', label: t('search.person') }],
    columns: [{ key: 'time', label: t('col.time'), sort: true, cell: (row) => time(row, query()) },
      { key: 'name', label: t('col.name'), sort: true, class: 'text', cell: (row) => h('span', { class: 'strong' }, row.name) },
      { key: 'grid', label: t('col.grid'), sort: true, cell: (row) => row.grid_name }, { key: 'how', label: t('col.how'), cell: how },
      { key: 'kiosk', label: t('col.kiosk'), cell: kioskName }, { key: 'state', label: t('col.state'), class: 'keep', cell: state },
      { key: 'more', label: h('span', { class: 'out' }, t('col.more')), class: 'right keep', cell: (row) => h('button', { type: 'button', class: 'button round', 'aria-label': t('row.more', { name: row.name }), on: { click: () => details(row, changed) } }, icon('ellipsis')) }],
    above: (answer) => {
      choices = answer.occurrences.map(occurrenceChoice);
      list.refreshFilters();
      return [figures(answer), query().member && h('div', { class: 'row filter-note' }, chip(answer.rows[0] ? answer.rows[0].name : query().member), button(t('filter.clear'), () => { setQuery({ member: '' }); list.again(); }, 'slim'))];
    },
    foot: (answer) => [answer.chain.ok ? t('chain.good') : h('span', { class: 'bad' }, t('chain.broken', { n: answer.chain.broken })), ' ', answer.last_record_ms ? t('chain.last', { at: shortTime(answer.last_record_ms) }) : ''],
  });
  fill(view.main, head(t('nav.attendance'), ...list.filters, may('staff') && button(t('manual.button'), () => manual(choices, occurrenceOf(query().activity).activity ? query().activity : '', changed)), button(t('export.button'), exportMenu, 'main-one')),
    list.above, list.body);
  await list.reload();
  let wait = 0;
  const stop = listen((news) => { if (news.topics && !news.topics.includes('attendance')) return; clearTimeout(wait); wait = setTimeout(() => list.reload(), 100); });
  return { close() { stop(); clearTimeout(wait); } };
}
