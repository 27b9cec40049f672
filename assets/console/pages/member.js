// One member: cards, attendance, hours, requests, home visits.
import { h, fill } from '../dom.js';
import { t, word } from '../words.js';
import { get, post } from '../api.js';
import { headBack, figure, cardWith, chip, button, toast, smallTable, linkButton } from '../parts.js';
import { sure } from '../form.js';
import { shortTime, length, number, day, ago } from '../format.js';
import { stageChip } from '../shared.js';
import { may } from '../state.js';
import { memberDialog } from './members.js';
import { visitDialog, nextDue } from './visits.js';
import { enrolDialog, CARD_STATES } from './cards.js';
import { ratingChip } from './requests.js';
import { fileDialog } from './counter.js';

function person(row, load) {
  const lines = [row.grid_name, row.team_name, row.branch, row.joined_year ? t('member.joined_in', { year: row.joined_year }) : '', row.province >= 0 ? t(`province.${row.province}`) : ''].filter(Boolean);
  return h('section', { class: 'card person' }, h('span', { class: 'avatar', 'aria-hidden': 'true' }, [...row.name][0] || ''),
    h('div', {}, h('p', { class: 'name' }, row.name, ' ', row.left && chip(t('member.left'), 'bad')), h('p', { class: 'quiet' }, [row.member_no, row.phone].filter(Boolean).join(' · ')), h('div', { class: 'chips' }, lines.map((one) => chip(one)))),
    may('staff') && h('div', { class: 'row actions no-print' }, button(t('do.print'), () => print(), '', 'printer'), button(t('member.edit'), () => memberDialog(row, load))));
}

async function endCard(card, state, load) {
  const key = state === 1 ? 'lost' : state === 2 ? 'revoke' : 'found';
  if (!(await sure(t(`card.${key}_title`), t(`card.${key}_text`), t(`card.${key}`), state !== 0))) return;
  await post('cards/state', { identity: card.identity, state }).then(() => { toast(t('do.saved')); load(); }, (error) => toast(`${word('error', error.code)} (${error.code})`, 'bad'));
}

function cards(row, load) {
  const act = (card) => h('span', { class: 'row' }, card.state === 0 && button(t('card.lost'), () => endCard(card, 1, load), 'slim'), card.state === 1 && button(t('card.found'), () => endCard(card, 0, load), 'slim'), card.state !== 2 && button(t('card.revoke'), () => endCard(card, 2, load), 'slim danger'));
  const lines = row.cards.map((card) => [h('span', { class: 'num strong' }, card.number), chip(t(`card.state.${card.state}`), CARD_STATES[card.state]), may('staff') ? act(card) : '']);
  return cardWith(t('col.cards'), may('staff') && button(t('card.enrol'), () => enrolDialog(row, load), 'slim'), smallTable([t('card.number'), t('col.state'), ''], lines, t('member.no_cards')));
}

const attendance = (row) => cardWith(t('member.attendance'), linkButton(t('today.all'), `/attendance?member=${encodeURIComponent(row.member_no)}`, 'slim'),
  smallTable([t('col.time'), t('col.activity'), t('col.state')], row.attendance.map((one) => [h('span', { class: 'num' }, shortTime(one.shown_ms)), one.title || t('state.visit'), one.undone ? t('state.undone') : one.minutes ? length(one.minutes) : one.late ? t('state.late') : t('state.on_time')]), t('member.no_attendance')));

const requests = (row, view, load) => cardWith(t('nav.requests'), may('staff') && button(t('counter.file'), () => fileDialog(row, view.go, load), 'slim'), smallTable([t('col.number'), t('col.category'), t('col.stage'), t('col.filed')],
  row.requests.map((one) => [h('a', { href: `/requests/${encodeURIComponent(one.number)}`, class: 'strong num' }, one.number), one.category_title || one.category, [stageChip(one.stage), ' ', ratingChip(one.rating)], shortTime(one.at_ms)]), t('member.no_requests')));

const visits = (row, load) => cardWith(t('tab.visits'), [row.next_due_ms ? nextDue(row.next_due_ms) : '', ' ', may('staff') && button(t('visit.log'), () => visitDialog(row, load), 'slim')],
  smallTable([t('visit.when'), t('visit.what'), t('visit.by')], row.visits.map((one) => [day(one.at_ms), h('span', { class: 'pre' }, one.what), one.by_name]), t('visit.none_yet')));

export default async function show(view) {
  const load = async () => {
    const row = await get('members/one', { member_no: view.found[0] }, view.signal);
    fill(view.main, headBack(t('member.file'), '/members', t('tab.members')), person(row, load),
      h('dl', { class: 'figures even' }, figure(t('member.times'), number(row.times_this_year)), figure(t('member.month'), number(row.times_this_month)), figure(t('member.hours'), length(row.minutes_this_year)), figure(t('absent.last'), row.last_ms ? ago(row.last_ms) : t('time.never'))),
      h('div', { class: 'columns even' }, h('div', { class: 'stack' }, attendance(row), visits(row, load)), h('div', { class: 'stack' }, cards(row, load), requests(row, view, load))));
    view.title(row.name);
  };
  await load();
}
