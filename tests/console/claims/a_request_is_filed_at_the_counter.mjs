// Staff file a request at the counter, with or without a member, under a number of the counter. It has a deadline, is
// audited, goes through the same stages, and is visible to the liaison of its grid.
import assert from 'node:assert/strict';
import { openWindow } from '../lib/browser.mjs';
import { pairKiosk, signIn } from '../lib/station.mjs';

async function fill(page, values) {
  await page.getByRole('button', { name: '登记申请' }).click();
  const dialog = page.locator('dialog');
  if (values.who) {
    await dialog.locator('input[role=combobox]').fill(values.who);
    await dialog.locator('li[role=option]').first().click();
  }
  await dialog.locator('select[name=category]').selectOption('hardship');
  if (values.phone) await dialog.locator('input[name=phone]').fill(values.phone);
  if (values.grid) await dialog.locator('select[name=grid]').selectOption(values.grid);
  await dialog.locator('textarea[name=text]').fill(values.text);
  await page.shoot(`zh-counter-${values.who ? 'member' : 'stranger'}`);
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  await page.waitForSelector('dialog .code');
}

export default async function claim({ station, browser, admin }) {
  const kiosk = await pairKiosk(station, admin, '大厅一号'), liaison = await signIn(station, 'liaison1'), staff = await signIn(station, 'wangfang');
  await kiosk.send([{ kind: 'request', number: '101-0001', category: 'care', at_ms: Date.now() - 40 * 86400000 }]);
  const page = await openWindow(browser, station, 'wangfang');
  await page.visit('/requests');
  await page.waitForSelector('td .chip.bad'); // overdue, with its day
  await fill(page, { who: 'LS0001', phone: '16900001234', text: '想申请困难帮扶。' });
  assert.equal(await page.innerText('dialog .code'), '100-0001');
  assert.match(await page.innerText('dialog'), /电话后四位/);
  await page.shoot('zh-counter-number');
  await page.getByRole('button', { name: '打开申请' }).click();
  await page.waitForSelector('.said');
  assert.match(await page.innerText('.main'), /王建国[\s\S]*16900001234[\s\S]*柜台/);
  await page.fill('textarea[name=note]', '已受理');
  await page.locator('section', { has: page.locator('select[name=stage]') }).locator('button[type=submit]').click();
  await page.waitForFunction(() => document.querySelectorAll('.steps .done').length === 2);
  await page.visit('/requests');
  await fill(page, { grid: 'W1', text: '不是本站登记人员，想问政策。' });
  assert.match(await page.innerText('dialog'), /查询码\s*\d{4}/);
  await page.getByRole('button', { name: '关闭' }).click();
  await page.waitForSelector('tbody >> text=100-0002');
  const mine = (await liaison.get('requests', { stage: 'open' })).json.rows.map((row) => row.number);
  assert.ok(mine.includes('100-0002') && !mine.includes('101-0001'), mine.join());
  assert.equal((await liaison.get('requests/one', { number: '100-0002' })).json.text, '不是本站登记人员，想问政策。');
  assert.equal((await liaison.post('requests/file', { category: 'care', text: 'x', grid: 'W2' })).json.error, 'not_yours');
  for (const [field, body] of [['category', { category: 'none', text: 'x' }], ['text', { category: 'care', text: '字'.repeat(501) }], ['phone', { category: 'care', text: 'x', phone: 'one' }], ['member_no', { category: 'care', text: 'x', member_no: 'nobody' }]]) {
    const answer = await staff.post('requests/file', body);
    assert.deepEqual([answer.status, answer.json.field], [400, field]);
  }
  const rows = (await admin.get('audit', { q: 'request_filed' })).json.rows;
  assert.deepEqual(rows.map((row) => [row.who, row.about]), [['wangfang', '100-0002'], ['wangfang', '100-0001']]);
  const one = (await staff.get('requests', { q: '100-0001' })).json.rows[0];
  assert.equal(one.due_ms - one.at_ms, 15 * 86400000);
  assert.deepEqual(page.troubles, []);
}
