// Every page in both languages: no JavaScript error, no missing text, nothing wider than the window, and headings and names
// for screen readers. Saves a picture of each.
// It takes about a minute: every page, twice.
import assert from 'node:assert/strict';
import { openWindow } from '../lib/browser.mjs';
import { aMorning, PAGES } from '../lib/sample.mjs';

const look = () => {
  const text = document.body.innerText;
  const nameless = [...document.querySelectorAll('button, a, input:not([type=hidden]), select, textarea')].filter((one) => one.offsetParent && one.getAttribute('aria-hidden') !== 'true'
    && !(one.innerText || '').trim() && !one.getAttribute('aria-label') && !(one.labels && one.labels.length) && !one.getAttribute('placeholder')).map((one) => one.outerHTML.slice(0, 120));
  return { missing: [...text.matchAll(/\[[a-z_]+\.[a-z_.0-9]+\]/g)].map((m) => m[0]), wide: document.documentElement.scrollWidth - innerWidth, headings: document.querySelectorAll('h1').length, main: document.querySelectorAll('main').length, nameless, error: Boolean(document.querySelector('[role=alert]:not([hidden])')), ids: [...document.querySelectorAll('[id]')].map((e) => e.id) };
};

async function walk(page, prefix, pages) {
  for (const [name, path] of pages) {
    await page.follow(path);
    const seen = await page.evaluate(look);
    assert.deepEqual(seen.missing, [], `${name}: words`);
    assert.ok(seen.wide <= 0, `${name}: wider than the window by ${seen.wide}`);
    assert.equal(seen.headings, 1, `${name}: one h1`);
    assert.equal(seen.main, 1, `${name}: one main`);
    assert.deepEqual(seen.nameless, [], `${name}: controls without a name`);
    assert.equal(new Set(seen.ids).size, seen.ids.length, `${name}: ids are unique`);
    assert.ok(!seen.error, `${name}: an error is shown`);
    await page.shoot(`${prefix}-${name}`);
  }
  assert.deepEqual(page.troubles, []);
}

export default async function claim({ station, browser, admin }) {
  await aMorning(station, admin);
  const pages = Object.entries(PAGES);
  await walk(await openWindow(browser, station, 'limin'), 'zh-1440', pages);
  await walk(await openWindow(browser, station, 'limin', { language: 'en', width: 1024, height: 768 }), 'en-1024', pages);
}
