// The same data in SQLite and in PostgreSQL: every list, sort and filter of the console gives the same reply.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aMorning } from './lib/sample.mjs';
import { makeTemplate, signIn, startStation, templateFolder } from './lib/station.mjs';

const UNLIKE = new Set(['raw', 'at_ms', 'seen_ms', 'last_ms', 'last_record_ms', 'status_ms', 'hash', 'csrf', 'fingerprint', 'ledger', 'tier', 'id', 'locked_ms', 'shown_ms', 'about', 'identity', 'number', 'step_ms', 'due_ms', 'recurrence_ms']);
const alike = (value) => (Array.isArray(value) ? value.map(alike) : value && typeof value === 'object'
  ? Object.fromEntries(Object.entries(value).filter(([key]) => !UNLIKE.has(key)).map(([key, one]) => [key, alike(one)])) : value);

const ASKED = (now, activity) => {
  const day = { from_ms: now - 86400000, to_ms: now + 86400000 }, about = { activity: activity.activity, recurrence_ms: activity.recurrence_ms };
  const asked = [['today', day], ['people'], ['kiosks'], ['upstream'], ['tiers'], ['tiers', { sort: '-attendance', days: 7, q: 'x' }], ['users', { sort: '-login' }], ['settings'], ['asides'], ['asides', { q: 'kind' }], ['audit/verify'], ['audit', { ...day, who: 'limin', q: 'LS', size: 5 }], ['activities/one', about], ['sheet', about], ['sheet', { ...about, grid: 'W2' }], ['requests/one', { number: '102-0002' }], ['members/one', { member_no: 'LS0001' }]];
  for (const sort of ['time', '-time', 'name', '-name', 'grid']) asked.push(['attendance', { ...day, sort, size: 50 }], ['attendance', { ...about, sort, page: 2, size: 12, grid: 'W1' }], ['attendance', { member: 'LS0001', sort }]);
  for (const q of ['wjg', '王', '%', "'", 'LS0001', 'lx']) asked.push(['members', { q, sort: 'member_no' }], ['attendance', { ...day, q, sort: 'name' }], ['cards', { q, sort: 'member_no' }], ['visits', { q, sort: 'name' }], ['requests', { q, sort: 'number' }], ['activities', { q, sort: 'start', size: 7 }], ['content', { kind: 'story', q, sort: 'order' }]);
  for (const sort of ['name', '-name', 'member_no', 'grid', '-last']) asked.push(['members', { sort, size: 200, left: 0 }], ['members', { sort, team: 'MD', card: 'some' }], ['members', { sort, card: 'none' }]);
  for (const running of ['0', '1']) for (const sort of ['grid', '-name', 'last']) asked.push(['absent', { ...about, running, sort, size: 100 }]);
  for (const sort of ['due', 'number', '-filed', 'stage']) for (const stage of ['open', '0', '4', '']) asked.push(['requests', { sort, stage }], ['requests', { sort, stage, overdue: 1, category: 'care', assignee: '-' }]);
  for (const which of ['', 'due', 'never']) for (const sort of ['due', 'at', '-grid']) asked.push(['visits', { which, sort, size: 200 }]);
  for (const sort of ['start', '-title']) asked.push(['activities', { sort, kind: 0, ...day }]);
  for (const kind of ['grid', 'team', 'category', 'notice', 'guide', 'story', 'staff']) asked.push(['content', { kind, sort: '-key', size: 3, page: 2 }]);
  for (const state of ['0', '1']) asked.push(['cards', { state, sort: 'name', size: 200 }]);
  return asked;
};

async function morning(station, now) {
  const admin = await signIn(station, 'limin');
  const { activity } = await aMorning(station, admin, now);
  const deeds = [['attendance/check-in', { ...activity, member_no: 'LS0060', reason: 'card_forgotten' }], ['attendance/undo', { ...activity, member_no: 'LS0002', reason: 'mistake' }], ['requests/assign', { number: '102-0002', assignee: 'wangfang', due_ms: now + 1 }], ['requests/step', { number: '102-0002', stage: 3, note: 'n', answer: 'a' }], ['members/save', { is_new: true, member_no: 'N1', name: '吕新', grid: 'W1', team: '', phone: '', branch: '', province: -1, joined_year: 0 }], ['settings/save', { key: 'requests.due_days', value: '20' }], ['settings/save', { key: 'sound.volume', value: '40' }], ['users/save', { is_new: true, login: 'u1', name: '新人', role: 'staff', grid: 'W1', password: 'a-long-password' }], ['kiosks/rename', { kiosk: 'k-one', name: '前厅' }], ['asides/retry', { all: true }], ['staff/save', { is_new: true, key: 's1', name: '新人', pin: '274913', number: '' }]];
  for (const [route, body] of deeds) {
    const answer = await admin.post(route, body);
    assert.equal(answer.status, 200, `${route}: ${answer.bytes}`);
  }
  const card = (await admin.get('members/one', { member_no: 'LS0003' })).json.cards[0];
  assert.equal((await admin.post('cards/state', { identity: card.identity, state: 1 })).status, 200);
  return { admin, activity };
}

const dir = mkdtempSync(join(tmpdir(), 'muster-console-pg-'));
makeTemplate(join(dir, 'template'), ['--db', process.env.MUSTER_POSTGRES]);
const stations = [await startStation(templateFolder()), await startStation(join(dir, 'template'))];
let failed = null;
try {
  const now = Date.now(), [lite, pg] = await Promise.all(stations.map((station) => morning(station, now)));
  let slowest = 0;
  const asked = ASKED(now, lite.activity);
  for (const [route, params] of asked) {
    const before = Date.now();
    const b = await pg.admin.get(route, params);
    slowest = Math.max(slowest, Date.now() - before);
    const a = await lite.admin.get(route, params);
    assert.equal(a.status, 200, `${route} ${JSON.stringify(params)}: ${a.bytes}`);
    assert.equal(b.status, 200, `${route} ${JSON.stringify(params)} in PostgreSQL: ${b.bytes}`);
    assert.deepEqual(alike(b.json), alike(a.json), `${route} ${JSON.stringify(params)}`);
  }
  console.log(`${asked.length} questions answered alike; the slowest in PostgreSQL took ${slowest} ms`);
} catch (error) { failed = error; }
for (const station of stations) await station.stop();
rmSync(dir, { recursive: true, force: true });
if (failed) console.error(failed);
process.exit(failed ? 1 : 0);
