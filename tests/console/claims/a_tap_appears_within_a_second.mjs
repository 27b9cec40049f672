// A record from a kiosk appears in the open log, and in the counts of today, within a second.
import assert from 'node:assert/strict';
import { openWindow } from '../lib/browser.mjs';
import { checkIn, makeActivity, pairKiosk } from '../lib/station.mjs';

export default async function claim({ station, browser, admin }) {
  const kiosk = await pairKiosk(station, admin, '大厅一号');
  const activity = await makeActivity(admin);
  const page = await openWindow(browser, station, 'limin'), today = await openWindow(browser, station, 'limin');
  await page.visit('/attendance');
  await today.visit('/');
  await page.waitForSelector('.empty');
  for (const member of ['LS0001', 'LS0002', 'LS0003']) {
    const before = Date.now();
    const sent = await kiosk.send([checkIn(activity, member, before)]);
    assert.equal(sent.status, 200);
    const name = (await admin.get('members/one', { member_no: member })).json.name;
    await page.waitForFunction((want) => document.querySelector('tbody') && document.querySelector('tbody').innerText.includes(want), name, { timeout: 2000, polling: 20 });
    const took = Date.now() - before;
    console.log(`the tap of ${member} was in the log after ${took} ms`);
    assert.ok(took < 1000, `${took} ms`);
  }
  await today.waitForFunction(() => document.querySelector('.figure dd').innerText.trim() === '3', undefined, { timeout: 2000 });

  // The clock of a boot is corrected later: both times are shown.
  await kiosk.send([{ ...checkIn(activity, 'LS0004', Date.now() - 3600000), synced: false, mono_ms: 5000 }]);
  await kiosk.send([{ ...checkIn(activity, 'LS0005', Date.now()), mono_ms: 65000 }]);
  await page.waitForSelector('.chip.corrected');
  await page.shoot('zh-corrected');

  // A manual check-in and its undo, each with a reason.
  await page.getByRole('button', { name: '补签', exact: true }).click();
  await page.fill('dialog input[role=combobox]', 'LS0006');
  await page.waitForSelector('dialog [role=option][aria-selected=true]');
  await page.keyboard.press('Enter');
  await page.selectOption('dialog select[name=reason]', 'card_broken');
  await page.shoot('zh-manual');
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('.toast');
  await page.waitForFunction(() => document.querySelector('tbody').innerText.includes('补签 · 李敏'));
  const again = await admin.post('attendance/check-in', { ...activity, member_no: 'LS0006', reason: 'other' });
  assert.equal(again.json.error, 'already');
  const row = page.locator('tbody tr', { hasText: '补签 · 李敏' });
  await row.locator('button').click();
  await page.click('dialog .button.danger');
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('tr.off');
  const audit = (await admin.get('audit', { size: 3 })).json.rows.map((one) => one.deed);
  assert.ok(audit.includes('undo_check_in') && audit.includes('manual_check_in'));
  assert.deepEqual(page.troubles.concat(today.troubles), []);
}
