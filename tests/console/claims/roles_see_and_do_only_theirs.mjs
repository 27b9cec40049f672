// Each role can do only what it is allowed to do; a liaison sees only members of the own grid.
import assert from 'node:assert/strict';
import { openWindow } from '../lib/browser.mjs';
import { aMorning } from '../lib/sample.mjs';
import { signIn } from '../lib/station.mjs';

const FOR_STAFF = [['GET', 'requests/one'], ['GET', 'requests/voice'], ['GET', 'cards'], ['GET', 'content/one'], ['POST', 'attendance/check-in'], ['POST', 'attendance/undo'], ['POST', 'requests/step'], ['POST', 'requests/assign'], ['POST', 'requests/file'], ['POST', 'members/save'], ['POST', 'cards/state'], ['POST', 'cards/enrol'], ['POST', 'visits/save'], ['POST', 'content/save'], ['POST', 'content/remove'], ['POST', 'stories/preview'], ['POST', 'pictures'], ['POST', 'activities/ics'], ['POST', 'kiosks/picture'], ['GET', 'kiosks/picture']];
const FOR_ADMIN = [['GET', 'asides'], ['GET', 'audit'], ['GET', 'audit/verify'], ['GET', 'users'], ['GET', 'settings'], ['POST', 'kiosks/pair'], ['POST', 'kiosks/revoke'], ['POST', 'kiosks/rename'], ['POST', 'kiosks/pictures'], ['POST', 'asides/retry'], ['POST', 'users/save'], ['POST', 'staff/save'], ['POST', 'settings/save']];

async function refused(who, routes, name) {
  for (const [method, route] of routes) {
    const answer = method === 'GET' ? await who.get(route) : await who.post(route, {});
    assert.equal(answer.status, 403, `${name} ${method} ${route}`);
    assert.equal(answer.json.error, 'forbidden');
  }
}

export default async function claim({ station, browser, admin }) {
  const { activity } = await aMorning(station, admin);
  const viewer = await signIn(station, 'kanyikan'), staff = await signIn(station, 'wangfang'), liaison = await signIn(station, 'liaison1');
  await refused(viewer, [...FOR_STAFF, ...FOR_ADMIN], 'viewer');
  await refused(staff, FOR_ADMIN, 'staff');

  const page = await openWindow(browser, station, 'kanyikan');
  await page.visit('/attendance');
  assert.equal(await page.getByRole('button', { name: '补签' }).count(), 0, 'actions that are not allowed are not offered');
  assert.equal(await page.locator('.nav a[href="/audit"]').count(), 0);
  await page.visit('/audit');
  assert.match(await page.innerText('.main'), /您的角色不能做这件事/);

  const all = (await admin.get('members', { size: 200 })).json, mine = (await liaison.get('members', { size: 200 })).json;
  assert.ok(mine.total > 5 && mine.total < all.total && mine.rows.every((row) => row.grid === 'W1'));
  const stranger = all.rows.find((row) => row.grid !== 'W1'), known = mine.rows[0];
  assert.equal((await liaison.get('members', { grid: stranger.grid })).json.total, 0, 'not even with another grid in the query');
  for (const route of ['attendance', 'absent', 'sheet', 'cards', 'visits']) {
    const rows = (await liaison.get(route, { activity: activity.activity, recurrence_ms: activity.recurrence_ms, size: 500 })).json.rows;
    const numbers = new Set(mine.rows.map((row) => row.member_no));
    assert.ok(rows.length > 0 && rows.every((row) => numbers.has(row.member_no)), route);
  }
  assert.equal((await liaison.get('members/one', { member_no: stranger.member_no })).json.error, 'not_yours');
  assert.equal((await liaison.get('members/one', { member_no: known.member_no })).status, 200);
  assert.equal((await liaison.post('visits/save', { member_no: stranger.member_no, what: 'x', at_ms: Date.now() })).json.error, 'not_yours');
  assert.equal((await liaison.post('members/save', { ...known, grid: 'W2' })).json.error, 'not_yours');
  assert.equal((await liaison.post('attendance/check-in', { ...activity, member_no: stranger.member_no, reason: 'other' })).json.error, 'not_yours');
  const csv = (await liaison.get('export', { format: 'csv', activity: activity.activity, recurrence_ms: activity.recurrence_ms })).bytes.toString();
  assert.ok(!csv.includes(stranger.name) && csv.includes('东篱网格'));
  const requests = (await liaison.get('requests', { stage: 'open' })).json.rows;
  assert.ok(requests.every((row) => mine.rows.some((one) => one.member_no === row.member_no)));
}
