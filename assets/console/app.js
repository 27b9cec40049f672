// The console: sign-in, the frame around every page, and the mapping from addresses to pages.
import { h, fill, icon } from './dom.js';
import { t, speak, spoken, wantedLanguage, keepLanguage } from './words.js';
import { get, post, keepToken, whenSignedOut } from './api.js';
import { keepOffset } from './format.js';
import { session, may, forget } from './state.js';
import { sentence, toastTrouble, trouble } from './parts.js';
import { routes, sections } from './routes.js';
import * as live from './live.js';

let now = null; // the current page: {abort, page}
let parts = null; // parts of the frame: main, nav

const path = () => location.pathname.replace(/\/+$/, '') || '/';

function findRoute(wanted) {
  for (const route of routes) {
    const found = route.path.exec(wanted);
    if (found) return { ...route, found: found.slice(1).map((one) => { try { return decodeURIComponent(one); } catch { return one; } }) };
  }
  return null;
}

function leave() {
  if (!now) return;
  now.abort.abort();
  if (now.page && now.page.close) now.page.close();
  now = null;
}

async function build(route, view) {
  if (!route) return fill(view.main, trouble({ code: 'no_page' }));
  if (route.least && !may(route.least)) return fill(view.main, trouble({ code: 'forbidden' }));
  const module = await import(route.file);
  const page = await module[route.show || 'default'](view);
  return page;
}

async function show(focus) {
  leave();
  const route = findRoute(path());
  const mine = { abort: new AbortController(), page: null };
  const view = { main: fill(parts.main), found: route ? route.found : [], signal: mine.abort.signal, go, title: setTitle };
  now = mine;
  markNav(route);
  parts.main.setAttribute('aria-busy', 'true');
  try {
    const page = await build(route, view);
    if (now !== mine) { if (page && page.close) page.close(); return; }
    mine.page = page;
  } catch (error) {
    if (error.name === 'AbortError' || now !== mine) return;
    fill(parts.main, trouble(error, () => show()));
    if (!error.code) console.error(error);
  }
  parts.main.removeAttribute('aria-busy');
  const title = parts.main.querySelector('h1');
  setTitle(title ? title.textContent : '');
  if (focus) { parts.main.focus({ preventScroll: true }); scrollTo(0, 0); }
}

function setTitle(text) {
  document.title = [text, session.station.name || t('app.name')].filter(Boolean).join(' · ');
}

export function go(href, replace) {
  history[replace ? 'replaceState' : 'pushState'](null, '', href);
  return show(true);
}

const sectionLinks = (s) => {
  const pages = (s.pages || []).filter((one) => !one.least || may(one.least));
  return [h('a', { href: s.href, 'data-section': s.key }, t(`nav.${s.key}`), s.count && h('span', { class: 'badge', 'data-count': s.count, hidden: true })),
    pages.length > 0 && h('div', { class: 'under', 'data-under': s.key, hidden: true }, pages.map((one) => h('a', { href: one.href }, t(`tab.${one.label}`))))];
};

function markNav(route) {
  const section = route ? route.section : '';
  const mark = (a, value) => (value ? a.setAttribute('aria-current', value) : a.removeAttribute('aria-current'));
  parts.nav.querySelectorAll('[data-section]').forEach((a) => mark(a, a.dataset.section === section && (a.pathname === path() ? 'page' : 'true')));
  parts.nav.querySelectorAll('.under').forEach((box) => { box.hidden = box.dataset.under !== section; });
  parts.nav.querySelectorAll('.under a').forEach((a) => mark(a, a.pathname === path() && 'page'));
}

export function markCounts(counts) {
  session.counts = counts || {};
  parts && parts.nav.querySelectorAll('.badge').forEach((badge) => {
    const n = session.counts[badge.dataset.count] || 0;
    badge.hidden = !n;
    badge.textContent = n;
    badge.setAttribute('aria-label', t(`nav.count.${badge.dataset.count}`, { n }));
  });
}

async function signOut() {
  try { await post('logout'); } catch (error) { toastTrouble(error); }
  start();
}

async function changeLanguage() {
  keepLanguage(spoken() === 'zh' ? 'en' : 'zh');
  await speak(wantedLanguage());
  forget();
  drawFrame();
  show();
}

function drawFrame() {
  const nav = h('nav', { class: 'nav', 'aria-label': t('a11y.nav') }, sections.filter((s) => !s.least || may(s.least)).map(sectionLinks));
  const who = h('div', { class: 'who' },
    h('div', {}, h('a', { href: '/account' }, session.user.name), '·', h('button', { type: 'button', on: { click: signOut } }, t('do.sign_out'))),
    h('div', {}, h('button', { type: 'button', lang: spoken() === 'zh' ? 'en' : 'zh-CN', on: { click: changeLanguage } }, spoken() === 'zh' ? 'English' : '中文')));
  const main = h('main', { class: 'main', id: 'main', tabindex: -1 });
  parts = { nav, main };
  fill(document.body, h('a', { class: 'skip', href: '#main', 'data-outside': true }, t('a11y.skip')),
    h('div', { class: 'frame' }, h('aside', { class: 'side' },
      h('a', { class: 'brand', href: '/' }, h('img', { src: '/console/star.svg', alt: '' }), h('span', {}, session.station.short || session.station.name, ' · ', t('app.name'))), nav, who), main));
  markCounts(session.counts);
}

document.addEventListener('click', (event) => {
  const a = event.target.closest && event.target.closest('a[href]');
  if (!a || !parts || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (a.target || a.dataset.outside !== undefined || a.origin !== location.origin || a.pathname.startsWith('/console/')) return;
  event.preventDefault();
  go(a.href);
});
addEventListener('popstate', () => { if (session.user) show(); });
whenSignedOut(() => { if (session.user) start(); });
live.listen(async (news) => { if (news.counts && parts) markCounts(news.counts); });

async function enter(answer) {
  session.user = answer.user;
  session.station = answer.station || {};
  keepToken(answer.csrf);
  keepOffset(answer.station ? answer.station.utc_offset_min : 480);
  forget();
  drawFrame();
  markCounts(answer.counts);
  if (session.user.must_change) return go('/account', true);
  live.connect();
  return show();
}

async function start() {
  leave();
  live.close();
  session.user = null;
  parts = null;
  try {
    const answer = await get('session');
    session.station = answer.station || {};
    if (answer.user) return await enter(answer);
    const signIn = await import('./pages/sign_in.js');
    signIn.default(answer, enter);
    setTitle(t('signin.title'));
  } catch (error) {
    fill(document.body, h('main', { class: 'alone' }, trouble(error, start)));
  }
}

export { sentence, icon };
await speak(wantedLanguage()).catch(() => {});
start();
