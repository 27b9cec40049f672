// HTML and SQL in every text field, from staff and from kiosks, is stored and shown unchanged and never executed.
// It takes about 40 s beside other tests: every page is opened.
import assert from 'node:assert/strict';
import { openWindow } from '../lib/browser.mjs';
import { PAGES } from '../lib/sample.mjs';
import { makeActivity, pairKiosk } from '../lib/station.mjs';
import { sealTo } from '../lib/seal.mjs';

const HTML = '<img src=x onerror=window.hit=1>', SQL = `'); DROP TABLE member;--`;

async function fill(admin, text, n) {
  const key = `x${n}`, ok = async (what, sending) => { const answer = await sending; assert.equal(answer.status, 200, `${what}: ${answer.bytes}`); };
  const save = (change) => admin.post('content/save', { change, is_new: true });
  await ok('grid', save({ kind: 'grid', key, name: text, liaison_no: '' }));
  await ok('team', save({ kind: 'team', key, name: text, about: text }));
  await ok('member', admin.post('members/save', { is_new: true, member_no: `X${n}`, name: text, grid: key, team: key, phone: text.slice(0, 20), branch: text.slice(0, 20), joined_year: 1990, province: 3, initials: '' }));
  await ok('notice', save({ kind: 'notice', key, title: text, text, from_ms: Date.now() - 1000, to_ms: Date.now() + 86400000 }));
  await ok('guide', save({ kind: 'guide', key, title: text, summary: text, category: text, source: text, body: text, order: -5 }));
  await ok('category', save({ kind: 'category', key, title: text, hint: text, icon: 'heart', phrases: [text, text], order: 9 }));
  await ok('story', save({ kind: 'story', key, name: text, title: text, summary: text, honour: text, tags: [text], source: text, body: text, consent: true, order: -5 }));
  await ok('visit', admin.post('visits/save', { member_no: `X${n}`, what: text, at_ms: Date.now() - 1000, next_due_ms: Date.now() + 86400000 }));
  await ok('user', admin.post('users/save', { is_new: true, login: key, name: text, role: 'staff', grid: '', password: 'a-long-password' }));
  await ok('staff', admin.post('staff/save', { is_new: true, key, name: text, number: '', pin: '274913' }));
  const activity = await makeActivity(admin, text, { place: text, organiser: text, bring: text, description: text, team: key });
  await ok('check-in', admin.post('attendance/check-in', { ...activity, member_no: `X${n}`, reason: text.slice(0, 31) }));
  const kiosk = await pairKiosk(admin.station, admin, text);
  const sealed = sealTo(kiosk.paired.seal_key, Buffer.from(`${text.slice(0, 20)}\n${text}`)).toString('base64');
  await ok('records', kiosk.send([{ kind: 'request', number: `10${n}-0001`, category: key, member_no: `X${n}`, sealed }, { kind: 'visit', outcome: 'visit', member_no: text.slice(0, 31), reason: text.slice(0, 31) }, { kind: text.slice(0, 31) }, { kind: 'device_status', version: text.slice(0, 31), waiting: 1, disk_free_bytes: 1, reader_up: true }]));
  await ok('step', admin.post('requests/step', { number: `10${n}-0001`, stage: 3, note: text, answer: text }));
  for (const filter of ['members', 'cards', 'visits', 'asides', 'audit', 'users', 'requests', 'activities', 'attendance', 'tiers'])
    for (const name of ['q', 'sort', 'grid', 'assignee', 'category', 'stage', 'member', 'activity', 'who', 'day'])
      await ok(`${filter}?${name}`, admin.get(filter, { [name]: text, from_ms: text }));
}

export default async function claim({ station, browser, admin }) {
  admin.station = station;
  await fill(admin, HTML, 1);
  await fill(admin, SQL, 2);
  assert.ok((await admin.get('members')).json.total >= 100, 'no table was dropped');
  assert.equal((await admin.get('members', { q: HTML })).json.total, 1, 'found literally');
  assert.equal((await admin.get('members', { q: '%' })).json.total, 0, '% is not a wildcard');
  const page = await openWindow(browser, station, 'limin');
  const pages = { ...PAGES, request: '/requests/101-0001', member: '/member/X1', story: '/stories/x1', guide: '/guides/x1', attendance: '/attendance' };
  let seen = 0;
  for (const [name, path] of Object.entries(pages)) {
    await page.follow(path);
    const found = await page.evaluate((html) => ({ hit: window.hit, images: document.querySelectorAll('img[src=x]').length, shown: document.body.innerText.includes(html) || [...document.querySelectorAll('input, textarea')].some((one) => one.value.includes(html)) }), HTML);
    assert.equal(found.hit, undefined, name);
    assert.equal(found.images, 0, name);
    seen += found.shown;
  }
  assert.ok(seen >= 18, `shown as text on ${seen} pages`);
  await page.visit('/members');
  await page.shoot('zh-html-as-text');
  await page.visit(`/attendance?q=${encodeURIComponent(HTML)}`);
  assert.deepEqual(page.troubles, []);
}
