// Sign-in with right and wrong passwords; five wrong ones lock the account; a new password ends other sessions; the user of a
// new account must change the given password.
// It takes about 50 s beside other tests: every sign-in hashes a password with Argon2id.
import assert from 'node:assert/strict';
import { openWindow } from '../lib/browser.mjs';
import { call, PASSWORD, signIn } from '../lib/station.mjs';

export default async function claim({ station, browser, admin }) {
  const page = await openWindow(browser, station, null);
  await page.goto(station.url);
  await page.fill('input[name=login]', 'wangfang');
  for (let i = 0; i < 5; i++) {
    await page.fill('input[name=password]', `wrong-${i}-wrong`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.note.bad:not([hidden])');
    await page.waitForSelector('button[type=submit]:not([disabled])');
    assert.match(await page.innerText('.note.bad'), i < 5 ? /不对|再试/ : /再试/);
  }
  await page.fill('input[name=password]', PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /分钟后再试/.test(document.querySelector('.note.bad').innerText));
  await page.shoot('zh-locked');
  const locked = await signIn(station, 'wangfang');
  assert.equal(locked.answer.status, 429, 'even with the right password');
  assert.equal((await signIn(station, 'nobody-has-it', 'x')).answer.json.error, 'wrong_login');

  await page.fill('input[name=login]', 'limin');
  await page.fill('input[name=password]', PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.side');
  const cookie = (await page.context().cookies()).find((one) => one.name === 'muster');
  assert.ok(cookie.httpOnly && cookie.secure && cookie.sameSite === 'Strict');
  assert.equal(await page.evaluate(() => document.cookie), '', 'scripts cannot read it');

  assert.equal((await admin.post('users/save', { login: 'newone', name: '新人', role: 'viewer', grid: '', password: 'given-by-somebody', is_new: true })).status, 200);
  const other = await openWindow(browser, station, 'newone', { password: 'given-by-somebody' });
  await other.goto(`${station.url}/members`);
  await other.waitForURL(/\/account$/);
  await other.fill('input[name=old]', 'given-by-somebody');
  await other.fill('input[name=password]', 'short');
  await other.fill('input[name=again]', 'short');
  await other.click('button[type=submit]');
  await other.waitForSelector('.note.bad:not([hidden])');
  await other.fill('input[name=password]', 'chosen-by-myself');
  await other.fill('input[name=again]', 'chosen-by-myself');
  await other.click('button[type=submit]');
  await other.waitForSelector('.figures');

  const before = await signIn(station, 'limin');
  const changed = await before.post('password', { old: PASSWORD, password: 'another-long-password' });
  assert.equal(changed.status, 200);
  assert.equal((await admin.get('people')).status, 401, 'other sessions have ended');
  assert.equal((await call(station, 'GET', '/console/api/people', { headers: { Cookie: changed.headers['set-cookie'][0].split(';')[0] } })).status, 200);
}
