// Lists. Page, sort and filters are in the address, so that reload, bookmarks and "back" restore them.
import { h, fill, icon } from './dom.js';
import { t } from './words.js';
import { get } from './api.js';
import { empty, trouble } from './parts.js';
import { number, today, addDays, dayStart } from './format.js';

export const query = () => Object.fromEntries(new URLSearchParams(location.search));

export function setQuery(changes, replace) {
  const next = { ...query(), ...changes };
  for (const key of Object.keys(next)) if (next[key] === '' || next[key] === null || next[key] === undefined) delete next[key];
  const text = new URLSearchParams(next).toString();
  history[replace ? 'replaceState' : 'pushState'](null, '', location.pathname + (text ? `?${text}` : ''));
}

function selectFilter(filter, reload) {
  const make = (options) => {
    const value = query()[filter.name] ?? filter.initial ?? '';
    const known = options.some(([v]) => String(v) === value) ? options : [...options, [value, value]];
    return known.map(([v, label]) => h('option', { value: v, selected: String(v) === value }, label));
  };
  const select = h('select', { 'aria-label': filter.label, on: { change: () => { setQuery({ [filter.name]: select.value === filter.initial && !filter.keep ? '' : select.value, page: '', ...(filter.clears || {}) }); reload(); } } });
  const pill = h('span', { class: 'pill choice' }, select);
  const show = async () => fill(select, make(typeof filter.options === 'function' ? await filter.options() : filter.options));
  return { root: pill, show };
}

function searchFilter(filter, reload) {
  let wait = 0;
  const input = h('input', { type: 'search', placeholder: filter.label, 'aria-label': filter.label, maxlength: 64, on: { input: () => { clearTimeout(wait); wait = setTimeout(() => { setQuery({ [filter.name]: input.value.trim(), page: '' }, true); reload(); }, 180); } } });
  const show = async () => { if (document.activeElement !== input) input.value = query()[filter.name] || ''; };
  return { root: h('span', { class: 'pill search' }, icon('search'), input), show };
}

function dayFilter(filter, reload) {
  const go = (value) => { setQuery({ [filter.name]: value === today() && !filter.optional ? '' : value, page: '', ...(filter.clears || {}) }); reload(); };
  const input = h('input', { type: 'date', class: 'out', tabindex: -1, 'aria-hidden': 'true', on: { change: () => go(input.value) } });
  const open = () => { if (input.showPicker) input.showPicker(); else input.focus(); };
  const words = h('button', { type: 'button', class: 'day-words num', on: { click: open } });
  const step = (days, label, picture) => h('button', { type: 'button', 'aria-label': label, on: { click: () => go(addDays(input.value || today(), days)) } }, icon(picture));
  const show = async () => {
    const wanted = query()[filter.name];
    input.value = Number.isNaN(dayStart(wanted)) ? (filter.optional ? '' : today()) : wanted;
    words.textContent = !input.value ? t('choice.any_day') : input.value === today() ? t('time.today') : input.value;
    words.setAttribute('aria-label', `${filter.label}: ${words.textContent}`);
  };
  return { root: h('span', { class: 'pill day' }, step(-1, t('list.day_before'), 'chevron-left'), words, input, step(1, t('list.day_after'), 'chevron-right')), show };
}

function makeFilter(filter, reload) {
  if (filter.kind === 'search') return searchFilter(filter, reload);
  if (filter.kind === 'day') return dayFilter(filter, reload);
  return selectFilter(filter, reload);
}

function titleCell(column, sort, reload) {
  const up = sort === column.key, down = sort === `-${column.key}`;
  const turn = () => { setQuery({ sort: down ? column.key : `-${column.key}`, page: '' }); reload(`th-${column.key}`); };
  return h('th', { scope: 'col', class: column.class, 'aria-sort': up ? 'ascending' : down ? 'descending' : null },
    column.sort ? h('button', { type: 'button', id: `th-${column.key}`, on: { click: turn } }, column.label) : column.label);
}

function pager(total, page, size, sizes, reload) {
  const pages = Math.max(1, Math.ceil(total / size));
  const go = (n) => { setQuery({ page: n > 1 ? n : '' }); reload(); };
  const step = (n, label, picture, id) => h('button', { type: 'button', id, class: 'button slim', 'aria-label': label, disabled: n < 1 || n > pages, on: { click: () => go(n) } }, icon(picture));
  const select = h('select', { 'aria-label': t('list.size'), on: { change: () => { setQuery({ size: select.value, page: '' }); reload(); } } },
    sizes.map((n) => h('option', { value: n, selected: n === size }, t('list.per_page', { n }))));
  return h('div', { class: 'pager' }, step(page - 1, t('list.before'), 'chevron-left', 'page-before'), step(page + 1, t('list.after'), 'chevron-right', 'page-after'), select);
}

/**
 * spec: api, columns [{key,label,sort,cell,class}], filters, sort (default), sizes, none (text of an empty list), with
 * (parameters that are not in the address), above (answer => nodes), foot (answer => nodes), rowKey, rowClass.
 */
export function makeList(view, spec) {
  const sizes = spec.sizes || [25, 50, 100];
  const body = h('div', { class: 'stack' });
  const above = h('div', { hidden: !spec.above });
  let asked = 0, seen = null;
  const params = () => {
    const now = query();
    const size = sizes.includes(Number(now.size)) ? Number(now.size) : sizes[0];
    const page = Math.max(1, parseInt(now.page, 10) || 1);
    const asking = { sort: spec.sort, ...now, size, page };
    return { ...asking, ...(spec.with ? spec.with(asking) : {}) };
  };
  const rows = (answer) => answer.rows.map((row) => {
    const key = spec.rowKey && spec.rowKey(row);
    const fresh = seen && key && !seen.has(key);
    return h('tr', { class: `${spec.rowClass ? spec.rowClass(row) : ''} ${fresh ? 'fresh' : ''}`.trim() || null }, spec.columns.map((column) => h('td', { class: column.class }, column.cell(row, answer))));
  });
  const draw = (answer, asking, focus) => {
    if (spec.above) fill(above, spec.above(answer));
    const pages = Math.max(1, Math.ceil(answer.total / asking.size));
    const table = answer.rows.length && spec.cards ? null : answer.rows.length
      ? h('div', { class: 'table' }, h('div', { class: 'table-wide' }, h('table', { class: spec.look }, h('caption', { class: 'out' }, spec.caption),
        h('thead', {}, h('tr', {}, spec.columns.map((column) => titleCell(column, asking.sort, reload)))), h('tbody', {}, rows(answer)))))
      : h('div', { class: 'table' }, empty(typeof spec.none === 'function' ? spec.none(asking) : spec.none, spec.nonePicture, spec.noneAction && spec.noneAction()));
    const foot = h('footer', { class: 'foot' }, h('span', { role: 'status' }, t('list.count', { n: number(answer.total), page: asking.page, pages })),
      answer.total > sizes[0] && pager(answer.total, asking.page, asking.size, sizes, reload), spec.foot && h('span', { class: 'push' }, spec.foot(answer)));
    fill(body, table, foot);
    seen = spec.rowKey ? new Set(answer.rows.map(spec.rowKey)) : null;
    if (focus) { const at = document.getElementById(focus); if (at) at.focus(); }
  };
  async function reload(focus) {
    const ticket = ++asked, asking = params();
    const held = typeof focus === 'string' ? focus : document.activeElement && document.activeElement.id;
    body.setAttribute('aria-busy', 'true');
    refreshFilters();
    try {
      const answer = await (spec.load ? spec.load(asking, view.signal) : get(spec.api, asking, view.signal));
      if (ticket === asked) draw(answer, asking, held);
    } catch (error) {
      if (error.name === 'AbortError' || ticket !== asked) return;
      fill(body, h('div', { class: 'table' }, trouble(error, () => reload())));
      if (!error.code) console.error(error);
    }
    body.removeAttribute('aria-busy');
  }
  const again = (focus) => { seen = null; return reload(focus); };
  const filters = (spec.filters || []).map((filter) => makeFilter(filter, again));
  const refreshFilters = () => filters.forEach((filter) => filter.show().catch(() => {}));
  return { filters: filters.map((f) => f.root), above, body, reload, again, refreshFilters };
}
