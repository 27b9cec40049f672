// Times are shown in the station's time zone, wherever the browser is. The station sends its UTC offset at sign-in.
import { t, spoken } from './words.js';

let offset_ms = 8 * 3600000;
export function keepOffset(minutes) { offset_ms = minutes * 60000; }

const two = (n) => String(n).padStart(2, '0');
const at = (ms) => new Date(ms + offset_ms);

export const clock = (ms) => { const d = at(ms); return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`; };
export const hourMinute = (ms) => clock(ms).slice(0, 5);
export const day = (ms) => at(ms).toISOString().slice(0, 10);
export const dayTime = (ms) => (ms ? `${day(ms)} ${hourMinute(ms)}` : '');
export const today = () => day(Date.now());
export const month = (ms) => day(ms).slice(0, 7);

/** The start of a day "2026-11-25"; NaN if it is not a valid day. */
export function dayStart(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text || '');
  return found ? Date.UTC(+found[1], +found[2] - 1, +found[3]) - offset_ms : NaN;
}
export const dayEnd = (text) => dayStart(text) + 86400000;
export const addDays = (text, days) => day(dayStart(text) + days * 86400000 + 3600000);
/** "2026-11-25T09:30" in the station's time zone. */
export function moment(text) {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(text || '');
  return found ? dayStart(found[1]) + (+found[2] * 60 + +found[3]) * 60000 : NaN;
}
export const momentText = (ms) => `${day(ms)}T${hourMinute(ms)}`;
export const weekday = (text) => new Date(`${text}T00:00:00Z`).getUTCDay();

export function shortDay(ms) {
  const d = at(ms);
  return spoken() === 'zh' ? `${d.getUTCMonth() + 1}月${d.getUTCDate()}日` : `${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
}
/** 09:26:14 today, 11月23日 09:26 on other days. */
export const shortTime = (ms) => (!ms ? '' : day(ms) === today() ? clock(ms) : `${at(ms).getUTCFullYear() === at(Date.now()).getUTCFullYear() ? shortDay(ms) : day(ms)} ${hourMinute(ms)}`);

export function ago(ms) {
  if (!ms) return t('time.never');
  const minutes = Math.floor((Date.now() - ms) / 60000);
  if (minutes < 1) return t('time.now');
  if (minutes < 60) return t('time.minutes_ago', { n: minutes });
  if (minutes < 1440) return t('time.hours_ago', { n: Math.floor(minutes / 60) });
  return t('time.days_ago', { n: Math.floor(minutes / 1440) });
}
export function length(minutes) {
  if (!minutes) return t('time.minutes', { n: 0 });
  const hours = Math.floor(minutes / 60), rest = minutes % 60;
  if (!hours) return t('time.minutes', { n: rest });
  return rest ? t('time.both', { h: hours, m: rest }) : t('time.hours', { n: hours });
}
export const number = (n) => Number(n || 0).toLocaleString(spoken() === 'zh' ? 'zh-CN' : 'en');
export function bytes(n) {
  if (n === null || n === undefined || n < 0) return '';
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let i = 0;
  while (n >= 1024 && i < units.length - 1) { n /= 1024; i++; }
  return `${n < 10 && i ? n.toFixed(1) : Math.round(n)} ${units[i]}`;
}
export const occurrenceId = (row) => (row.activity ? `${row.recurrence_ms}@${row.activity}` : '');
export function occurrenceOf(id) {
  const cut = (id || '').indexOf('@');
  return cut < 0 ? {} : { recurrence_ms: Number(id.slice(0, cut)), activity: id.slice(cut + 1) };
}
