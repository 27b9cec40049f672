// Small components used by many pages.
import { h, icon, svg, fill, freshId } from './dom.js';
import { t, has } from './words.js';

export function button(label, run, style = '', picture = '') {
  return h('button', { type: 'button', class: `button ${style}`, on: { click: run } }, picture && icon(picture), label);
}
export function linkButton(label, href, style = '', picture = '') {
  return h('a', { class: `button ${style}`, href }, picture && icon(picture), label);
}
export const download = (label, href, style = '') => h('a', { class: `button ${style}`, href, 'data-outside': true }, label);

export function head(title, ...actions) {
  return h('header', { class: 'head' }, h('h1', {}, title), ...actions);
}
export function headBack(title, href, label, ...actions) {
  return h('header', { class: 'head' },
    h('div', { class: 'crumb' }, h('a', { class: 'back', href, 'aria-label': label }, icon('chevron-left'), label), h('h1', {}, title)), ...actions);
}
export const figure = (label, value, tone = '', more = '') =>
  h('div', { class: 'card figure' }, h('dt', {}, label), h('dd', { class: tone }, value, more && h('small', {}, more)));
export const chip = (text, tone = '') => h('span', { class: `chip ${tone}` }, text);
export const empty = (text, picture = 'layers-2', action = null) => h('div', { class: 'empty' }, icon(picture), h('p', {}, text), action);
export const facts = (rows) => h('dl', { class: 'facts' }, rows.filter((r) => r && r[1] !== '' && r[1] !== null && r[1] !== undefined)
  .flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
export const cardBox = (title, ...children) => h('section', { class: 'card' }, h('h2', {}, title), ...children);
export function cardWith(title, actions, ...children) {
  return h('section', { class: 'card' }, h('div', { class: 'card-head' }, h('h2', {}, title), actions), ...children);
}

/** A sentence and a code. */
export function sentence(error) {
  const code = error.code || 'page';
  const said = has(`error.${code}`) ? t(`error.${code}`, error.more) : t('error.unknown');
  const telling = !has(`error.${code}`) || code === 'bad_input';
  const more = telling && error.more && error.more.message && error.more.message !== code ? ` ${error.more.message}` : '';
  return `${said}${more}`;
}
export function trouble(error, again) {
  return h('div', { class: 'empty', role: 'alert' }, icon('triangle-alert'),
    h('p', {}, sentence(error)), h('p', { class: 'mono' }, error.code || 'page'),
    again && button(t('do.again'), again));
}

const shelf = () => document.querySelector('.toasts') || document.body.appendChild(h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' }));
export function toast(text, tone = '') {
  const one = h('div', { class: `toast ${tone}` }, text);
  shelf().append(one);
  setTimeout(() => one.remove(), tone === 'bad' ? 9000 : 4000);
}
export const toastTrouble = (error) => toast(`${sentence(error)} (${error.code || 'page'})`, 'bad');

/** Check-ins, one bar per five minutes; the newest is red. A text alternative has the numbers. */
export function bars(counts, describe) {
  const most = Math.max(1, ...counts), wide = 400, step = wide / Math.max(counts.length, 12), slim = step * 0.72;
  const label = freshId('bars');
  const picture = svg('svg', { class: 'bars', viewBox: `0 0 ${wide} 54`, preserveAspectRatio: 'none', role: 'img', 'aria-labelledby': label });
  picture.append(svg('title', { id: label }, describe(counts)));
  counts.forEach((n, i) => {
    const tall = n ? Math.max(3, (n / most) * 50) : 2;
    picture.append(svg('rect', { class: `bar${!n ? ' none' : i === counts.length - 1 ? ' now' : ''}`, x: i * step, y: 54 - tall, width: slim, height: tall, rx: 2 }));
  });
  return picture;
}

/** A plain table inside a card. rows: arrays of cells. */
export function smallTable(titles, rows, none) {
  if (!rows.length) return h('p', { class: 'quiet' }, none);
  return h('div', { class: 'table-wide' }, h('table', {}, h('thead', {}, h('tr', {}, titles.map((one) => h('th', { scope: 'col' }, one)))),
    h('tbody', {}, rows.map((cells) => h('tr', {}, cells.map((cell) => h('td', { class: cell instanceof Element && cell.classList.contains('pre') ? 'text' : null }, cell)))))));
}
export { fill };
