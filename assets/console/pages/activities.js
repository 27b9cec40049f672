// The month view of activities, with attendance and sign-ups; editing, and import of calendar files.
import { h, fill, icon } from '../dom.js';
import { t } from '../words.js';
import { get, upload } from '../api.js';
import { head, button, chip, facts, linkButton } from '../parts.js';
import { query, setQuery } from '../list.js';
import { formDialog, openDialog } from '../form.js';
import { today, day, dayStart, dayEnd, addDays, weekday, hourMinute, momentText, moment, occurrenceId, shortDay } from '../format.js';
import { teamChoices } from '../shared.js';
import { may } from '../state.js';
import { saveContent, newKey } from './edit_content.js';

export const KINDS = ['day', 'remembrance', 'return', 'deliberation', 'reception', 'volunteer', 'other'];
export const kindChip = (kind) => chip(t(`activity_kind.${KINDS[kind]}`));
const ruled = (minutes) => (minutes === null || minutes === undefined || minutes === '' ? -1 : minutes);
const shown = (minutes) => (minutes === undefined || minutes < 0 ? '' : minutes);

async function fields(isNew) {
  const teams = [['', t('choice.none')], ...(await teamChoices()).slice(1)];
  const repeat = isNew ? [{ name: 'repeat', label: t('activity.repeat'), kind: 'select', options: [['0', t('activity.once')], ['7', t('activity.weekly')], ['14', t('activity.fortnightly')]] }, { name: 'times', label: t('activity.times'), kind: 'number', least: 1, most: 60 }] : [];
  return [{ name: 'title', label: t('activity.title'), required: true, max: 31, wide: true }, { name: 'start', label: t('activity.start'), kind: 'moment', required: true }, { name: 'end', label: t('activity.end'), kind: 'moment', required: true }, ...repeat,
    { name: 'place', label: t('activity.place'), max: 20 }, { name: 'activity_kind', label: t('activity.kind'), kind: 'select', options: KINDS.map((one, i) => [String(i), t(`activity_kind.${one}`)]) },
    { name: 'organiser', label: t('activity.organiser'), max: 20 }, { name: 'team', label: t('col.team'), kind: 'select', options: teams }, { name: 'capacity', label: t('activity.capacity'), kind: 'number', least: 0, most: 100000, hint: t('activity.capacity_hint') },
    { name: 'bring', label: t('activity.bring'), max: 60 }, { name: 'opens_before_min', label: t('activity.opens'), kind: 'number', least: 0, most: 1440, placeholder: t('activity.by_rule') }, { name: 'closes_after_min', label: t('activity.closes'), kind: 'number', least: 0, most: 1440, placeholder: t('activity.by_rule') },
    { name: 'late_after_min', label: t('activity.late'), kind: 'number', least: 0, most: 1440, placeholder: t('activity.by_rule') }, { name: 'description', label: t('activity.about'), kind: 'area', max: 330 },
    { name: 'needs_sign_up', label: t('activity.needs_sign_up'), kind: 'check' }, { name: 'counts_hours', label: t('activity.counts_hours'), kind: 'check' }, !isNew && { name: 'cancelled', label: t('activity.cancel'), kind: 'check' }].filter(Boolean);
}

function changeOf(values, row, key, shift) {
  const start = moment(values.start) + shift, end = moment(values.end) + shift;
  return { kind: 'occurrence', activity: key, recurrence_ms: row ? row.recurrence_ms : start, title: values.title, place: values.place, activity_kind: Number(values.activity_kind), start_ms: start, end_ms: end,
    opens_before_min: ruled(values.opens_before_min), closes_after_min: ruled(values.closes_after_min), late_after_min: ruled(values.late_after_min), capacity: values.capacity || 0, all_day: row ? Boolean(row.all_day) : false,
    counts_hours: values.counts_hours, needs_sign_up: values.needs_sign_up, cancelled: Boolean(values.cancelled), organiser: values.organiser, bring: values.bring, team: values.team, description: values.description.trim() };
}

async function save(values, row) {
  if (!(moment(values.end) > moment(values.start))) throw Object.assign(new Error(), { code: 'ends_early', more: { field: 'end' } });
  const key = row ? row.activity : `${newKey('a')}@muster`;
  const times = row || values.repeat === '0' ? 1 : Math.max(1, values.times || 1);
  for (let i = 0; i < times; i++) await saveContent(changeOf(values, row, key, i * Number(values.repeat || 0) * 86400000), !row);
}

export async function activityDialog(row, at, saved) {
  const values = row ? { ...row, start: momentText(row.start_ms), end: momentText(row.end_ms), activity_kind: String(row.activity_kind), opens_before_min: shown(row.opens_before_min), closes_after_min: shown(row.closes_after_min), late_after_min: shown(row.late_after_min), capacity: row.capacity || '' }
    : { start: `${at}T09:30`, end: `${at}T11:30`, activity_kind: '0', repeat: '0', times: 4 };
  const done = await formDialog({ title: row ? t('activity.edit') : t('activity.add'), fields: await fields(!row), values, submit: (v) => save(v, row) });
  if (done) saved();
}

export async function seeActivity(row, saved) {
  const full = await get('activities/one', { activity: row.activity, recurrence_ms: row.recurrence_ms });
  await openDialog(full.title, (close) => h('div', { class: 'stack' }, h('p', {}, kindChip(full.activity_kind), ' ', full.cancelled && chip(t('activity.cancelled'), 'bad')),
    facts([[t('activity.when'), `${shortDay(full.start_ms)} ${full.all_day ? t('time.all_day') : `${hourMinute(full.start_ms)}–${hourMinute(full.end_ms)}`}`], [t('activity.place'), full.place], [t('activity.organiser'), full.organiser], [t('activity.bring'), full.bring],
      [t('figure.arrived'), full.arrived], [t('activity.signed_up'), full.needs_sign_up ? `${full.signed_up}${full.capacity ? ` / ${full.capacity}` : ''}` : ''], [t('activity.about'), full.description && h('span', { class: 'pre' }, full.description)]]),
    full.people && full.people.length > 0 && h('p', { class: 'small' }, t('activity.people'), full.people.map((one) => one.name).join('、')),
    h('div', { class: 'row end' }, linkButton(t('tab.log'), `/attendance?day=${day(full.start_ms)}&activity=${encodeURIComponent(occurrenceId(full))}`), may('staff') && button(t('do.edit'), () => { close(); activityDialog(full, '', saved); }), button(t('do.close'), () => close(), 'main-one'))));
}

async function importDialog(saved) {
  const done = await formDialog({ title: t('ics.title'), note: t('ics.note'), label: t('ics.go'), fields: [{ name: 'file', label: t('ics.file'), kind: 'file', accept: '.ics,text/calendar', required: true, wide: true }],
    submit: async ({ file }) => {
      const answer = await upload('activities/ics', file);
      if (answer.errors.length) throw Object.assign(new Error(), { code: 'ics_refused', more: { said: answer.errors[0] } });
    } });
  if (done) saved();
}

function event(row, saved) {
  const n = row.start_ms < Date.now() ? row.arrived : row.signed_up;
  return h('button', { type: 'button', class: `event k${row.activity_kind} ${row.cancelled ? 'off' : ''}`, on: { click: () => seeActivity(row, saved) } }, h('span', { class: 'num' }, row.all_day ? '' : hourMinute(row.start_ms)), h('span', { class: 'name' }, row.title),
    n > 0 && h('span', { class: 'n', title: row.start_ms < Date.now() ? t('figure.arrived') : t('activity.signed_up') }, n));
}

function grid(month, rows, saved) {
  const first = `${month}-01`, begin = addDays(first, -((weekday(first) + 6) % 7));
  const days = Array.from({ length: 42 }, (x, i) => addDays(begin, i));
  const weeks = days[35].slice(0, 7) === month ? 42 : 35;
  const cell = (date) => h('div', { class: `cell ${date.slice(0, 7) !== month ? 'other' : ''} ${date === today() ? 'today' : ''}` },
    h('div', { class: 'date' }, h('b', {}, Number(date.slice(8))), may('staff') && h('button', { type: 'button', class: 'add', 'aria-label': t('activity.add_on', { day: date }), on: { click: () => activityDialog(null, date, saved) } }, icon('plus'))),
    rows.filter((row) => day(row.start_ms) === date).map((row) => event(row, saved)));
  return h('div', { class: 'month' }, [1, 2, 3, 4, 5, 6, 0].map((n) => h('div', { class: 'dow' }, t(`weekday.${n}`))), days.slice(0, weeks).map(cell));
}

function nextMonth(month, by) {
  const all = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
}

export default async function show(view) {
  const box = h('div');
  const label = h('strong', { class: 'num', 'aria-live': 'polite' });
  const load = async () => {
    const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(query().month || '') ? query().month : today().slice(0, 7);
    const first = `${month}-01`;
    const answer = await get('activities', { from_ms: dayStart(addDays(first, -7)), to_ms: dayEnd(addDays(first, 45)), size: 500, sort: 'start' }, view.signal);
    label.textContent = t('activity.month', { year: month.slice(0, 4), month: Number(month.slice(5)) });
    fill(box, grid(month, answer.rows, load));
    view.month = month;
  };
  const turn = (by) => () => { setQuery({ month: nextMonth(view.month, by) }); load(); };
  const step = (by, words, picture) => h('button', { type: 'button', 'aria-label': words, on: { click: turn(by) } }, icon(picture));
  await load();
  fill(view.main, head(t('nav.activities'), h('span', { class: 'pill day' }, step(-1, t('activity.month_before'), 'chevron-left'), label, step(1, t('activity.month_after'), 'chevron-right')), button(t('time.today'), () => { setQuery({ month: '' }); load(); }),
    may('staff') && button(t('ics.button'), () => importDialog(load)), may('staff') && button(t('activity.add'), () => activityDialog(null, today(), load), 'main-one')), box);
}
