// A story is written, previewed, given a picture, published with consent, and withdrawn; kiosks pull each change. The same for
// grids, notices, guides, activities and calendar files.
// It takes about 40 s beside other tests: six kinds of content, each through the browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { openWindow } from '../lib/browser.mjs';
import { ASSETS, call, pairKiosk } from '../lib/station.mjs';

async function facts(station, kiosk) {
  let cursor = 0, all = [];
  for (;;) {
    const { json } = await call(station, 'GET', `/v1/changes?after=${cursor}&wait=0`, { headers: { Authorization: `Bearer ${kiosk.paired.token}` } });
    if (!json.changes.length) return all;
    cursor = json.cursor;
    all = all.concat(json.changes);
  }
}

export default async function claim({ station, browser, admin }) {
  const kiosk = await pairKiosk(station, admin, '大厅一号');
  const page = await openWindow(browser, station, 'wangfang');
  await page.visit('/stories/wang-shuanggen');
  await page.waitForSelector('.glass img');
  const before = await page.$eval('.glass img', (one) => one.src);
  assert.ok(await page.$eval('.glass img', (one) => one.naturalWidth === 1080 && one.naturalHeight === 1920));
  await page.fill('input[name=title]', '六个月的坚守');
  await page.waitForFunction((was) => document.querySelector('.glass img').src !== was, before);
  await page.shoot('zh-story-edited');
  await page.click('.editor form button[type=submit]');
  await page.waitForSelector('.wall');
  assert.ok((await facts(station, kiosk)).some((one) => one.kind === 'story' && one.key === 'wang-shuanggen' && one.title === '六个月的坚守'));

  await page.click('text=新增故事');
  await page.waitForSelector('input[name=name]');
  await page.fill('input[name=name]', '吕小示');
  await page.fill('input[name=title]', '示例：一张照片');
  await page.fill('textarea[name=body]', '第一段。\n\n## 小标题\n* 一条\n\n> 一句话');
  await page.check('input[name=consent]');
  await page.locator('.thumb button').first().click();
  await page.locator('input[type=file]').setInputFiles(`${ASSETS}/sample/pictures/lv-xiaobing-portrait.jpg`);
  await page.waitForSelector('.thumb img');
  await page.click('.editor form button[type=submit]');
  await page.waitForSelector('text=吕小示');
  let made = (await facts(station, kiosk)).find((one) => one.name === '吕小示');
  assert.equal(made.body, '第一段。\n# 小标题\n- 一条\n> 一句话');
  assert.ok(made.initials.split(' ').includes('lxs') && made.initials.split(' ').includes('lvxs'), made.initials);
  const picture = await call(station, 'GET', `/v1/blobs/${made.portrait}`, { headers: { Authorization: `Bearer ${kiosk.paired.token}` } });
  assert.equal(picture.status, 200);

  await page.click('text=吕小示');
  await page.waitForSelector('input[name=consent]');
  await page.uncheck('input[name=consent]');
  await page.click('.editor form button[type=submit]');
  await page.click('dialog .button.danger');
  await page.waitForSelector('.story.off');
  made = (await facts(station, kiosk)).find((one) => one.name === '吕小示');
  assert.ok(!made.consent, 'also withdrawn at the kiosks');
  await page.click('text=吕小示');
  await page.click('.head .button.danger');
  await page.click('dialog .button.danger');
  await page.waitForSelector('.wall');
  assert.ok(!(await facts(station, kiosk)).some((one) => one.kind === 'story' && one.name === '吕小示'));

  const refused = await admin.upload('pictures', readFileSync(`${ASSETS}/console/star.svg`));
  assert.equal(refused.json.error, 'bad_picture');

  await page.visit('/activities');
  await page.getByRole('button', { name: '新增活动', exact: true }).click();
  await page.fill('dialog input[name=title]', '示例茶话会');
  await page.selectOption('dialog select[name=repeat]', '7');
  await page.fill('dialog input[name=times]', '3');
  await page.shoot('zh-activity-form');
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('.event:has-text("示例茶话会")');
  assert.equal((await admin.get('activities', { q: '示例茶话会' })).json.total, 3);
  await page.getByRole('button', { name: '导入日历' }).click();
  await page.locator('dialog input[type=file]').setInputFiles({ name: 'broken.ics', mimeType: 'text/calendar', buffer: Buffer.from('BEGIN:VCALENDAR\nnonsense') });
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('dialog .note.bad:not([hidden])');
  await page.shoot('zh-calendar-refused');
  await page.locator('dialog input[type=file]').setInputFiles(`${ASSETS}/sample/activities.ics`);
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('dialog', { state: 'detached' });

  await page.visit('/members/grids');
  await page.getByRole('button', { name: '新增网格' }).click();
  await page.fill('dialog input[name=key]', 'W9');
  await page.fill('dialog input[name=name]', '示例网格');
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('text=示例网格');
  assert.equal((await admin.post('content/remove', { kind: 'grid', key: 'W1' })).json.error, 'in_use');
  assert.equal((await admin.post('content/save', { change: { kind: 'grid', key: 'W9', name: 'x' }, is_new: true })).json.error, 'exists');
  assert.deepEqual(page.troubles, []);
}
