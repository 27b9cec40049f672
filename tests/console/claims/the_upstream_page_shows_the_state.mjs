// Two stations: the page of the lower one shows the pending records, the last receipt and the error. It recovers when the
// upper station is back.
import assert from 'node:assert/strict';
import { openWindow } from '../lib/browser.mjs';
import { checkIn, joinStation, makeActivity, pairKiosk, signIn, startStation, templateFolder } from '../lib/station.mjs';

export default async function claim({ station, browser, admin }) {
  const { code, fingerprint } = (await admin.post('kiosks/pair', { name: '高庄社区站', is_station: true })).json;
  const below = await startStation(templateFolder(), [], (dir) => joinStation(dir, station, code, fingerprint));
  try {
    const boss = await signIn(below, 'limin'), activity = await makeActivity(boss), kiosk = await pairKiosk(below, boss, '大厅一号');
    const send = (from, to) => kiosk.send(Array.from({ length: to - from }, (x, i) => checkIn(activity, `LS000${from + i}`)));
    const page = await openWindow(browser, below, 'limin'), english = await openWindow(browser, below, 'limin', { language: 'en', width: 1024, height: 768 });
    const says = (one, ...parts) => one.waitForFunction((wanted) => wanted.every((part) => document.querySelector('.main').innerText.includes(part)), parts, { timeout: 15000 });
    /** The same with a reload, without waiting for the next update of the page. */
    const comes = async (...parts) => {
      for (const end = Date.now() + 15000; ;) {
        await page.visit('/kiosks/upstream');
        const text = await page.innerText('.main');
        if (parts.every((part) => text.includes(part))) return;
        assert.ok(Date.now() < end, text);
      }
    };
    await send(1, 4);
    await comes('待上送\n0', '刚刚', '正常', `127.0.0.1:${station.port}`);
    assert.match(await page.innerText('.figures'), /已收讫到\n[1-9]/);
    await station.end('SIGKILL');
    await send(4, 8);
    await comes('待上送\n4', '有问题', '上级站的地址没有应答', 'L-DOWN', '最早一条');
    await page.shoot('zh-upstream-trouble');
    await english.visit('/kiosks/upstream');
    await says(english, 'No response from the next tier');
    await english.shoot('en-upstream-trouble');
    await station.serve();
    await says(page, '待上送\n0', '正常'); // by itself
    await page.shoot('zh-upstream-good');
    await kiosk.send([{ kind: 'device_status', version: '0.1.0', waiting: 2, disk_free_bytes: 9e9, reader_up: true }]);
    let known = [];
    for (const end = Date.now() + 10000; !known.length && Date.now() < end; known = (await admin.get('tiers/kiosks', { q: '高庄' })).json.rows);
    assert.deepEqual(known.map((row) => [row.name, row.kiosk, row.waiting, row.reader_up]), [['高庄社区站', kiosk.kiosk, 2, true]]);
    const rows = (await admin.get('tiers')).json.rows;
    assert.deepEqual([rows.length, rows[0].attendance], [1, 7]);
    assert.deepEqual([...page.troubles, ...english.troubles], []);
  } finally {
    await below.stop();
  }
}
