// The kiosks: state, pairing, revoking, screenshots.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { post } from '../api.js';
import { head, button, chip, facts, toast, toastTrouble } from '../parts.js';
import { openDialog, makeForm, sure, formDialog } from '../form.js';
import { ago, number, bytes, shortTime } from '../format.js';
import { may } from '../state.js';
import { listen } from '../live.js';
import { makeList } from '../list.js';

const state = (row) => (row.revoked ? chip(t('kiosk.revoked'), 'bad') : row.online ? chip(t('kiosk.online'), 'good') : chip(t('kiosk.offline'), 'warn'));

const ASK_WAIT_MS = 45000; // an online kiosk polls at least every 30 s
const waits = (row) => row.glass_asked_ms > 0 && !row.glass_said && Date.now() - row.glass_asked_ms < ASK_WAIT_MS;

function glassNote(row) {
  if (!row.glass_asked_ms || row.glass_said === 'picture') return null;
  const said = waits(row) ? 'kiosk.glass_waits' : row.glass_said ? `kiosk.glass_${row.glass_said}` : 'kiosk.glass_silent';
  return h('p', { class: 'note', role: 'status' }, t(said, { when: ago(row.glass_asked_ms) }));
}

/** Screenshots: disabled until an administrator enables them. */
function glass(row, keep, load) {
  const name = row.name || row.kiosk;
  const turn = async (on) => { if (!on || (await sure(t('kiosk.glass_title', { name }), t('kiosk.glass_text', { n: keep }), t('kiosk.glass_on'), false))) post('kiosks/pictures', { kiosk: row.kiosk, on }).then(load, toastTrouble); };
  const ask = () => post('kiosks/picture', { kiosk: row.kiosk }).then(load, toastTrouble);
  const shown = row.glass_on && row.glass_ms > 0 && may('staff');
  return h('section', { class: 'of-glass' }, h('h3', {}, t('kiosk.glass'), row.glass_on ? chip(t('kiosk.glass_is_on'), 'warn') : chip(t('kiosk.glass_is_off'))),
    shown && h('figure', {}, h('img', { src: `/console/api/kiosks/picture?kiosk=${encodeURIComponent(row.kiosk)}&at=${row.glass_ms}`, alt: t('kiosk.glass_alt', { name }) }), h('figcaption', { class: 'quiet small' }, t('kiosk.glass_at', { when: shortTime(row.glass_ms), n: keep }))),
    row.glass_on && glassNote(row),
    may('staff') && (row.glass_on || may('admin')) && h('div', { class: 'row' }, row.glass_on && button(t('kiosk.glass_ask'), ask, 'slim'),
      may('admin') && button(t(row.glass_on ? 'kiosk.glass_off' : 'kiosk.glass_on'), () => turn(!row.glass_on), 'slim')));
}

function kiosk(row, keep, load) {
  const revoke = async () => { if (await sure(t('kiosk.revoke_title', { name: row.name || row.kiosk }), t('kiosk.revoke_text'), t('kiosk.revoke'))) post('kiosks/revoke', { kiosk: row.kiosk }).then(() => { toast(t('kiosk.revoke_done')); load(); }, toastTrouble); };
  const rename = async () => { if (await formDialog({ title: t('kiosk.rename'), values: row, fields: [{ name: 'name', label: t('kiosk.name'), required: true, max: 20, wide: true }], submit: (v) => post('kiosks/rename', { kiosk: row.kiosk, name: v.name }) })) load(); };
  return h('section', { class: 'card' }, h('div', { class: 'kiosk-head' }, h('h2', {}, row.name || row.kiosk), state(row)),
    row.twin_ms > 0 && !row.revoked && h('p', { class: 'note bad' }, t('kiosk.twin', { when: ago(row.twin_ms) })),
    facts([[t('kiosk.id'), h('span', { class: 'mono' }, row.kiosk)], [t('kiosk.seen'), ago(row.seen_ms)], [t('kiosk.waiting'), row.waiting < 0 ? '' : number(row.waiting)], [t('kiosk.records'), number(row.records)], [t('kiosk.version'), row.version], [t('kiosk.reader'), !row.status_ms ? '' : row.reader_up ? t('kiosk.good') : h('span', { class: 'bad' }, t('kiosk.reader_down'))], [t('kiosk.disk'), row.status_ms ? bytes(row.disk_free_bytes) : ''], [t('kiosk.number'), row.kiosk_number]]),
    !row.revoked && glass(row, keep, load),
    may('admin') && !row.revoked && h('div', { class: 'row of-kiosk' }, button(t('kiosk.rename'), rename, 'slim'), button(t('kiosk.revoke'), revoke, 'slim danger')));
}

function showCode(answer, isStation) {
  return openDialog(t('pair.title'), (close) => {
    const left = h('p', { class: 'quiet', role: 'timer' });
    const tick = () => { const s = Math.max(0, Math.round((answer.until_ms - Date.now()) / 1000)); left.textContent = s ? t('pair.left', { m: Math.floor(s / 60), s: String(s % 60).padStart(2, '0') }) : t('pair.over'); };
    tick();
    const timer = setInterval(() => (left.isConnected ? tick() : clearInterval(timer)), 1000);
    return h('div', { class: 'stack' }, h('p', {}, t(isStation ? 'pair.how_station' : 'pair.how')), h('p', { class: 'code' }, answer.code.replace(/(\d{4})(?=\d)/g, '$1 ')), left,
      facts([[t('pair.address'), h('span', { class: 'mono' }, answer.address || location.host)], [t('pair.fingerprint'), h('span', { class: 'mono' }, answer.fingerprint)]]), h('p', { class: 'note' }, t('pair.compare')), h('div', { class: 'row end' }, button(t('do.close'), () => close(), 'main-one')));
  });
}

export async function pair(load, isStation = false) {
  let answer = null;
  await openDialog(t(isStation ? 'pair.add_station' : 'pair.add'), (close) => makeForm({ label: t('pair.make'), cancel: () => close(), fields: [{ name: 'name', label: t('kiosk.name'), required: true, max: 20, wide: true, placeholder: t(isStation ? 'pair.station_example' : 'pair.name_example') }], submit: async (values) => { answer = await post('kiosks/pair', { ...values, is_station: isStation }); close(); } }).form);
  if (answer) { await showCode(answer, isStation); load(); }
}

export default async function show(view) {
  const grid = h('div');
  let soon = 0;
  const list = makeList(view, { api: 'kiosks', sort: 'number', sizes: [24, 48, 96], caption: t('nav.kiosks'), none: (asking) => t(asking.q || asking.state ? 'kiosk.none_found' : 'kiosk.none'), nonePicture: 'smartphone', columns: [], cards: true,
    filters: [{ name: 'state', label: t('col.state'), options: [['', t('kiosk.all')], ...['online', 'offline', 'twin', 'revoked'].map((one) => [one, t(`kiosk.state.${one}`)])] },
      { name: 'sort', label: t('list.order'), initial: 'number', options: [['number', t('kiosk.by_number')], ['name', t('kiosk.by_name')], ['seen', t('kiosk.by_seen')], ['-waiting', t('kiosk.by_waiting')]] }, { name: 'q', kind: 'search', label: t('search.name') }],
    above: (answer) => {
      clearTimeout(soon);
      if (answer.rows.some(waits)) soon = setTimeout(list.reload, 1500);
      fill(grid, answer.rows.length > 0 && h('div', { class: 'kiosk-grid' }, answer.rows.map((row) => kiosk(row, answer.glass_keep_days, list.reload))));
    } });
  fill(view.main, head(t('nav.kiosks'), ...list.filters, may('admin') && button(t('pair.add'), () => pair(list.reload), 'main-one')), grid, list.body);
  await list.reload();
  const calm = () => { if (!grid.contains(document.activeElement)) list.reload(); }; // not while the keyboard focus is in a card
  const stop = listen((news) => { if (!news.topics || news.topics.includes('kiosk')) calm(); });
  const timer = setInterval(calm, 10000);
  return { close() { stop(); clearInterval(timer); clearTimeout(soon); } };
}
