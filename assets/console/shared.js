// Shared by several pages: choices of filters, tabs of a section, names.
import { t, word } from './words.js';
import { get } from './api.js';
import { once } from './state.js';
import { hourMinute, occurrenceId } from './format.js';
import { h } from './dom.js';
import { chip } from './parts.js';

export const gridRows = () => once('grids', async () => (await get('content', { kind: 'grid', size: 500 })).rows);
export const teamRows = () => once('teams', async () => (await get('content', { kind: 'team', size: 500 })).rows);
export const categoryRows = () => once('categories', async () => (await get('content', { kind: 'category', size: 100 })).rows);
export const userRows = () => once('people', async () => (await get('people')).rows);

export const gridChoices = async () => [['', t('choice.all_grids')], ...(await gridRows()).map((one) => [one.key, one.name])];
export const teamChoices = async () => [['', t('choice.all_teams')], ...(await teamRows()).map((one) => [one.key, one.name])];
export const categoryChoices = async () => [['', t('choice.all_categories')], ...(await categoryRows()).map((one) => [one.key, one.title])];
export const peopleChoices = async () => (await userRows()).map((one) => [one.login, one.name]);
export const occurrenceChoice = (row) => [occurrenceId(row), `${row.all_day ? t('time.all_day') : hourMinute(row.start_ms)} ${row.title}`];

export const STAGES = ['registered', 'triaged', 'in_hand', 'answered', 'followed_up'];
export const REASONS = ['card_forgotten', 'card_broken', 'reader_trouble', 'mistake', 'other'];
export const reasonOptions = () => REASONS.map((one) => [one, t(`reason.${one}`)]);
export const stageChip = (stage) => chip(t(`stage.${STAGES[stage]}`), ['warn', 'sky', 'sky', 'good', ''][stage]);


export const personLink = (row) => (row.member_no ? h('a', { class: 'row-link', href: `/member/${encodeURIComponent(row.member_no)}` }, row.name || row.member_no) : '');
export const how = (row) => (row.how === 'manual' ? [t('how.manual'), row.staff_name || row.staff ? ` · ${row.staff_name || row.staff}` : ''].join('') : t('how.tap'));
export const kioskName = (row) => row.kiosk_name || row.kiosk || t('how.station');
export const reason = (value) => word('reason', value);
