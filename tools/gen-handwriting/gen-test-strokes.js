'use strict';
// tests/strokes/kanjivg.txt: a third of the characters that KanjiVG draws with as many strokes as Chinese does and that
// is in GB/T 2312, and its digits and letters. Another hand than the templates': see tests/strokes/README.md.
const fs = require('fs');
const path = require('path');

const chinese = path.dirname(require.resolve('hanzi-writer-data/package.json'));
const drawings = path.join(path.dirname(require.resolve('@madcat/kanjivg/package.json')), 'dist', 'main');
const known = new Set();
const decoder = new TextDecoder('gb18030');
for (let row = 0xb0; row <= 0xf7; row++)
  for (let cell = 0xa1; cell <= 0xfe; cell++) known.add(decoder.decode(Uint8Array.of(row, cell)));

// The points of an SVG path of M, C, S, L, H, V and their relative forms; a curve becomes four pieces.
function points(d) {
  const tokens = d.match(/[a-zA-Z]|-?(?:\d+\.\d*|\.\d+|\d+)/g);
  const out = [];
  let at = [0, 0], last = [0, 0], command = '', i = 0;
  const number = () => Number(tokens[i++]);
  const pair = (relative) => (relative ? [at[0] + number(), at[1] + number()] : [number(), number()]);
  const curve = (a, b, c) => {
    for (let k = 1; k <= 4; k++) {
      const u = k / 4, v = 1 - u;
      out.push([0, 1].map((n) => v * v * v * at[n] + 3 * v * v * u * a[n] + 3 * v * u * u * b[n] + u * u * u * c[n]));
    }
    [last, at] = [b, c];
  };
  const go = (to) => { out.push(to); last = at = to; };
  while (i < tokens.length) {
    if (/[a-zA-Z]/.test(tokens[i])) command = tokens[i++];
    const relative = command === command.toLowerCase();
    switch (command.toUpperCase()) {
      case 'M': case 'L': go(pair(relative)); break;
      case 'H': go([number() + (relative ? at[0] : 0), at[1]]); break;
      case 'V': go([at[0], number() + (relative ? at[1] : 0)]); break;
      case 'C': curve(pair(relative), pair(relative), pair(relative)); break;
      case 'S': curve([2 * at[0] - last[0], 2 * at[1] - last[1]], pair(relative), pair(relative)); break;
      case 'Z': break;
      default: throw new Error(`${command} in ${d}`);
    }
  }
  return out;
}

function line(file) {
  const svg = fs.readFileSync(path.join(drawings, file), 'utf8');
  const strokes = [...svg.matchAll(/ d="([^"]+)"/g)].map((m) => points(m[1]));
  const character = String.fromCodePoint(parseInt(path.basename(file, '.svg'), 16));
  if (/^[0-9A-Za-z]$/.test(character)) return {character, strokes};
  const template = path.join(chinese, `${character}.json`);
  if (!known.has(character) || !fs.existsSync(template)) return null;
  return JSON.parse(fs.readFileSync(template, 'utf8')).medians.length === strokes.length ? {character, strokes} : null;
}

const all = fs.readdirSync(drawings).filter((f) => /^[0-9a-f]+\.svg$/.test(f)).sort().map(line).filter(Boolean);
const han = all.filter((one) => one.character > '\u3000').filter((_, i) => i % 3 === 0);
console.log('# Strokes from KanjiVG, copyright Ulrich Apel, CC BY-SA 3.0: see README.md.');
for (const {character, strokes} of [...all.filter((one) => one.character < '\u3000'), ...han])
  console.log(`${character} ${strokes.map((s) => s.map((p) => p.map((v) => Math.round(v * 4)).join(',')).join(' ')).join(';')}`);
