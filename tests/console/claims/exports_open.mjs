// Excel can open the exported log: .csv in UTF-8 with a BOM and CRLF, .xlsx as a valid zip. It has all rows that match the
// filters; formulas are exported as text.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { openWindow } from '../lib/browser.mjs';
import { aMorning } from '../lib/sample.mjs';

export default async function claim({ station, browser, admin }) {
  const { activity } = await aMorning(station, admin);
  const known = (await admin.get('members/one', { member_no: 'LS0001' })).json;
  assert.equal((await admin.post('members/save', { ...known, name: '=1+1', initials: '' })).status, 200);
  const page = await openWindow(browser, station, 'limin');
  await page.visit(`/attendance?activity=${encodeURIComponent(activity.key)}`);
  const files = {};
  for (const [format, label] of [['csv', 'CSV'], ['xlsx', 'Excel (.xlsx)']]) {
    await page.getByRole('button', { name: '导出 Excel' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: label }).click()]);
    assert.match(download.suggestedFilename(), new RegExp(`^attendance-\\d{4}-\\d\\d-\\d\\d\\.${format}$`));
    files[format] = await download.path();
    await page.waitForSelector('dialog', { state: 'detached' });
  }
  const { readFileSync } = await import('node:fs');
  const csv = readFileSync(files.csv, 'utf8');
  assert.ok(csv.startsWith('\ufeff"时间"'), 'a BOM');
  assert.equal(csv.trimEnd().split('\r\n').length, 40, '39 rows and the header');
  assert.ok(csv.includes(`"'=1+1"`), 'a formula is text');
  const list = execFileSync('python3', ['-c', 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.read("xl/worksheets/sheet1.xml").decode().count("<row "))', files.xlsx], { encoding: 'utf8' });
  assert.equal(Number(list), 40);
  await page.visit('/attendance/sheet');
  await page.emulateMedia({ media: 'print' });
  assert.ok(!(await page.locator('.side').isVisible()) && await page.locator('.sheet table').isVisible(), 'only the sheet is printed');
  await page.shoot('zh-sheet-print');
  assert.deepEqual(page.troubles, []);
}
