'use strict';
// strokes.txt for handwriting-templates: every character of hanzi-writer-data and every glyph of glyphs.js, a line
// each: "character kind x,y x,y;x,y ...".
const fs = require('fs');
const path = require('path');
const glyphs = require('./glyphs');

// GB/T 2312 lists the most used characters in rows 16-55 and others in 56-87: the kind that input/handwriting.h knows.
const kinds = new Map();
const decoder = new TextDecoder('gb18030');
for (let row = 0xb0; row <= 0xf7; row++)
  for (let cell = 0xa1; cell <= 0xfe; cell++) kinds.set(decoder.decode(Uint8Array.of(row, cell)), row <= 0xd7 ? 0 : 1);

const write = (strokes) => strokes.map((s) => s.map((p) => p.map(Math.round).join(',')).join(' ')).join(';');
const folder = path.dirname(require.resolve('hanzi-writer-data/package.json'));
const lines = [];
for (const file of fs.readdirSync(folder).sort()) {
  const character = path.basename(file, '.json');
  if (!/^[\u3007\u4e00-\u9fff]$/u.test(character)) continue;
  const {medians} = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
  lines.push(`${character} ${kinds.get(character) ?? 2} ${write(medians.map((s) => s.map(([x, y]) => [x, 900 - y])))}`);
}
for (const {character, kind, strokes} of glyphs)
  lines.push(`${character} ${kind} ${write(strokes.map((s) => s.map(([x, y]) => [8 * x, 8 * y])))}`);
console.log(lines.join('\n'));
