// Sorting, filtering, searching and paging change the address; reload and "back" restore them; keyboard navigation works.
// It takes about 35 s beside other tests: every list is opened.
import assert from 'node:assert/strict';
import { openWindow } from '../lib/browser.mjs';
import { aMorning } from '../lib/sample.mjs';

const names = (page) => page.$$eval('tbody tr', (rows) => rows.map((row) => row.innerText.split('\t')[0].trim()));
const settled = (page) => page.waitForFunction(() => !document.querySelector('.main [aria-busy]'));
const rowCount = (page) => page.locator('tbody tr').count();

export default async function claim({ station, browser, admin }) {
  const { activity } = await aMorning(station, admin);
  const page = await openWindow(browser, station, 'limin');
  await page.visit('/members');
  const first = await names(page);
  assert.equal(first.length, 25);

  await page.click('#th-member_no');
  await page.waitForURL(/sort=-member_no/);
  await settled(page);
  const sorted = await names(page);
  assert.notDeepEqual(sorted, first);
  await page.click('#page-after');
  await page.waitForURL(/page=2/);
  await settled(page);
  const second = await names(page);
  assert.notDeepEqual(second, sorted);
  await page.reload();
  await page.waitForSelector('tbody tr');
  assert.deepEqual(await names(page), second, 'restored after a reload');
  await page.goBack();
  await page.waitForURL((url) => !url.search.includes('page='));
  await page.waitForFunction((want) => document.querySelector('tbody tr') && document.querySelector('tbody tr').innerText.startsWith(want), sorted[0]);

  await page.visit('/members');
  await page.fill('input[type=search]', 'wjg');
  await page.waitForURL(/q=wjg/);
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length < 5);
  assert.ok((await names(page)).includes('王建国'), 'found by pinyin initials');
  await page.fill('input[type=search]', 'zzzz');
  await page.waitForSelector('.empty');

  await page.visit('/members?grid=W1');
  assert.equal(await page.$eval('.pill.choice select', (one) => one.value), 'W1', 'the filter shows the address');
  const grid = await rowCount(page);
  assert.ok(grid > 5 && grid < 25);

  await page.visit(`/attendance?activity=${encodeURIComponent(activity.key)}`);
  assert.match(await page.innerText('.figures'), /已到\s*39[\s\S]*应到\s*102[\s\S]*38%[\s\S]*三次未到\s*4/);
  assert.ok(await page.locator('svg.bars rect').count() >= 5, 'a bar for five minutes');
  await page.visit('/attendance');
  await page.waitForURL(/activity=/);
  assert.equal(await page.$eval('.pill.choice select', (one) => one.value), activity.key, 'the current activity is selected, and is in the address');
  await page.selectOption('.pill.choice select >> nth=0', 'all');
  await page.waitForURL(/activity=all/);
  await page.waitForFunction(() => document.querySelector('tbody').innerText.includes('到站'));
  await page.reload();
  await page.waitForFunction(() => document.querySelector('tbody') && document.querySelector('tbody').innerText.includes('到站'));
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip', 'the first Tab skips the navigation');
  await page.click('.foot select >> nth=0', { trial: true });
  await page.visit('/kiosks/tiers');
  assert.match(await page.innerText('tbody tr'), /高庄社区站\s+刚刚\s+2\s+1\s+3\s+受理登记 1/, 'a station below: kiosks, activities, attendance, overdue by stage');
  await page.visit('/kiosks?sort=-waiting&q=%E4%B8%80%E5%8F%B7');
  assert.match(await page.innerText('.kiosk-grid'), /^大厅一号/, 'cards are a list too');
  assert.equal(await page.locator('.kiosk-grid .card').count(), 1);
  await page.selectOption('.pill.choice select >> nth=0', 'revoked');
  await page.waitForSelector('.empty');
  await page.visit('/stories?sort=name');
  const by = await page.$$eval('.wall .story', (cards) => cards.map((one) => one.querySelector('a').innerText));
  assert.ok(by.length > 9 && by.every((name, i) => !i || by[i - 1] <= name), 'stories by name');
  await page.visit('/attendance?day=nonsense&page=-4&size=999&sort=%27%3B--');
  assert.ok(await page.locator('.main h1').count(), 'an invalid address is not an error');
  assert.deepEqual(page.troubles, []);
}
