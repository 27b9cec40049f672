// Both languages have the same keys with the same placeholders, no text is empty, and every text that a page uses exists.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = process.argv[2];
const zh = JSON.parse(readFileSync(join(root, 'words.zh.json'))), en = JSON.parse(readFileSync(join(root, 'words.en.json')));
const gaps = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join();
assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
for (const key of Object.keys(zh)) {
  assert.ok(zh[key] && en[key], `${key} is empty`);
  assert.equal(gaps(zh[key]), gaps(en[key]), `${key}: the gaps differ`);
}
const files = [root, join(root, 'pages')].flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.js')).map((name) => join(folder, name)));
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  for (const [, key] of text.matchAll(/\bt\('([^']+)'/g)) assert.ok(key in zh, `${file}: ${key}`);
  assert.ok(!/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/.test(text), `${file}: text becomes text only`);
}
console.log(`${Object.keys(zh).length} words, ${files.length} modules`);
