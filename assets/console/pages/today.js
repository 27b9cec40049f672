// Today: current activities, check-ins, open requests. Updated live.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { get } from '../api.js';
import { head, figure, cardWith, empty, chip, linkButton, smallTable } from '../parts.js';
import { clock, hourMinute, number, shortDay, ago, today, weekday, occurrenceId, dayStart, dayEnd } from '../format.js';
import { listen } from '../live.js';
import { how, stageChip } from '../shared.js';

const share = (row) => (row.expected ? `${Math.round((row.arrived / row.expected) * 100)}%` : '');

function activity(row) {
  const href = `/attendance?activity=${encodeURIComponent(occurrenceId(row))}`;
  const state = row.cancelled ? chip(t('activity.cancelled'), 'bad') : row.open ? chip(t('activity.open'), 'good') : chip(row.over ? t('activity.over') : t('activity.later'));
  return h('li', { class: 'happening' }, h('span', { class: 'when num' }, row.all_day ? t('time.all_day') : hourMinute(row.start_ms)),
    h('span', { class: 'what' }, h('a', { href, class: 'strong' }, row.title), h('span', { class: 'quiet small' }, row.place)),
    state, h('span', { class: 'num count' }, h('strong', {}, row.arrived), row.expected ? ` / ${row.expected}` : '', h('small', { class: 'quiet' }, share(row))));
}

const arrivals = (rows) => h('ul', { class: 'arrivals' }, rows.map((row) => h('li', {}, h('span', { class: 'num quiet' }, clock(row.shown_ms)),
  h('a', { href: `/member/${encodeURIComponent(row.member_no)}`, class: 'strong' }, row.name), h('span', { class: 'quiet small' }, `${row.grid_name} · ${how(row)}`))));

function figures(answer) {
  const kiosks = answer.kiosks;
  const link = (href, value) => h('a', { href }, value);
  return h('dl', { class: 'figures even' },
    figure(t('today.arrived'), link('/attendance', number(answer.arrived)), 'good'), figure(t('today.visits'), number(answer.visits)),
    figure(t('today.requests'), link('/requests?stage=open', number(answer.requests_open)), 'warn', answer.requests_overdue ? t('today.overdue', { n: answer.requests_overdue }) : ''),
    figure(t('today.kiosks'), link('/kiosks', `${kiosks.online} / ${kiosks.total}`), kiosks.online < kiosks.total ? 'bad' : '', kiosks.waiting ? t('today.waiting', { n: kiosks.waiting }) : ''));
}

const requests = (rows) => smallTable([t('col.number'), t('col.category'), t('col.stage'), t('col.filed')],
  rows.map((row) => [h('a', { href: `/requests/${encodeURIComponent(row.number)}`, class: 'strong' }, row.number), row.category_title, stageChip(row.stage), ago(row.at_ms)]), t('today.no_requests'));

function draw(box, answer) {
  fill(box, figures(answer), h('div', { class: 'columns' },
    h('div', { class: 'stack' },
      cardWith(t('today.activities'), linkButton(t('today.month'), '/activities', 'slim'), answer.activities.length ? h('ul', {}, answer.activities.map(activity)) : empty(t('today.no_activities'), 'calendar-x')),
      cardWith(t('today.new_requests'), linkButton(t('today.all'), '/requests', 'slim'), requests(answer.requests))),
    h('div', { class: 'stack' },
      cardWith(t('today.latest'), null, answer.latest.length ? arrivals(answer.latest) : empty(t('today.no_arrivals'), 'id-card')),
      cardWith(t('today.board'), linkButton(t('today.all'), '/notices', 'slim'), answer.notices.length ? h('ul', { class: 'lines' }, answer.notices.map((row) => h('li', {}, row.title))) : h('p', { class: 'quiet' }, t('today.no_notices'))))));
}

export default async function show(view) {
  const box = h('div', { class: 'stack' });
  const title = head(t('nav.today'), h('span', { class: 'quiet' }, `${shortDay(Date.now())} ${t(`weekday.${weekday(today())}`)}`), h('span', { class: 'live small', role: 'status' }, t('today.live')));
  const load = async () => draw(box, await get('today', { from_ms: dayStart(today()), to_ms: dayEnd(today()) }, view.signal));
  await load();
  fill(view.main, title, box);
  let wait = 0;
  const stop = listen(() => { clearTimeout(wait); wait = setTimeout(() => load().catch(() => {}), 120); });
  const tick = setInterval(() => load().catch(() => {}), 60000);
  return { close() { stop(); clearTimeout(wait); clearInterval(tick); } };
}
