// A sealed request from a kiosk is read (and audited), assigned, taken through its stages and answered; kiosks pull the
// answer; the voice note is played; the slip prints.
import assert from 'node:assert/strict';
import { openWindow } from '../lib/browser.mjs';
import { call, pairKiosk, signIn } from '../lib/station.mjs';
import { sealTo } from '../lib/seal.mjs';

export default async function claim({ station, browser, admin }) {
  const kiosk = await pairKiosk(station, admin, '大厅一号');
  const words = '16900001234\n家里老人行动不便，<b>想问</b>上门服务怎么申请。';
  const sealed = sealTo(kiosk.paired.seal_key, Buffer.from(words)).toString('base64');
  const note = sealTo(kiosk.paired.seal_key, Buffer.concat([Buffer.from('OggS'), Buffer.alloc(400, 7)]));
  const hash = (await putBlob(station, kiosk, note));
  const filed = await kiosk.send([{ kind: 'request', number: '101-0001', category: 'hardship', member_no: 'LS0001', sealed, voice_note: hash, code: '11'.repeat(32) }]);
  assert.equal(filed.status, 200);

  const page = await openWindow(browser, station, 'wangfang');
  await page.visit('/requests');
  await page.click('text=101-0001');
  await page.waitForSelector('.said');
  assert.equal(await page.innerText('.said >> nth=0'), '家里老人行动不便，<b>想问</b>上门服务怎么申请。');
  assert.match(await page.innerText('.main'), /16900001234/);
  assert.ok((await admin.get('audit', { q: 'request_read' })).json.rows.some((row) => row.who === 'wangfang' && row.about === '101-0001'));
  const staff = await signIn(station, 'wangfang');
  const heard = await staff.get('requests/voice', { number: '101-0001' });
  assert.equal(heard.status, 200);
  assert.equal(heard.bytes.subarray(0, 4).toString(), 'OggS');
  await page.shoot('zh-request-open');

  await page.selectOption('select[name=assignee]', 'wangfang');
  await page.fill('input[name=due]', '2099-01-31');
  await page.locator('section', { has: page.locator('select[name=assignee]') }).locator('button[type=submit]').click();
  await page.waitForSelector('text=期限 2099-01-31');
  await page.fill('textarea[name=note]', '已转网格联络员');
  await page.locator('section', { has: page.locator('select[name=stage]') }).locator('button[type=submit]').click();
  await page.waitForFunction(() => document.querySelectorAll('.steps .done').length === 2);
  await page.selectOption('select[name=stage]', '3');
  await page.locator('section', { has: page.locator('select[name=stage]') }).locator('button[type=submit]').click();
  await page.waitForSelector('.field .wrong:not([hidden])');
  await page.fill('textarea[name=answer]', '下周三上午上门。');
  await page.locator('section', { has: page.locator('select[name=stage]') }).locator('button[type=submit]').click();
  await page.waitForFunction(() => document.querySelector('.steps').innerText.includes('下周三上午上门。'));
  assert.equal((await staff.post('requests/step', { number: '101-0001', stage: 1, note: '' })).json.error, 'step_back');

  const down = await call(station, 'GET', '/v1/changes?after=0&wait=0', { headers: { Authorization: `Bearer ${kiosk.paired.token}` } });
  let cursor = down.json.cursor, steps = down.json.changes, more = down.json.changes.length;
  while (more) {
    const next = (await call(station, 'GET', `/v1/changes?after=${cursor}&wait=0`, { headers: { Authorization: `Bearer ${kiosk.paired.token}` } })).json;
    cursor = next.cursor; more = next.changes.length; steps = steps.concat(next.changes);
  }
  assert.ok(steps.some((one) => one.kind === 'request_step' && one.stage === 3 && one.answer === '下周三上午上门。'));

  await kiosk.send([{ kind: 'rating', number: '101-0001', rating: 1, sealed: sealTo(kiosk.paired.seal_key, Buffer.from('谢谢')).toString('base64') }]);
  await page.reload();
  await page.waitForSelector('text=满意');
  await page.waitForSelector('text=谢谢');
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => document.body.classList.add('printing-slip'));
  assert.ok(await page.locator('.slip').isVisible() && !(await page.locator('.side').isVisible()));
  await page.shoot('zh-slip');
  assert.deepEqual(page.troubles, []);
}

async function putBlob(station, kiosk, bytes) {
  const { blake2b } = await import('../lib/seal.mjs');
  const hash = blake2b(bytes);
  const put = await call(station, 'PUT', `/v1/blobs/${hash}`, { body: bytes, headers: { Authorization: `Bearer ${kiosk.paired.token}`, 'Content-Type': 'application/octet-stream' } });
  assert.equal(put.status, 201);
  return hash;
}
