// What the console's pages ask, over ROWS attendance rows (1,000,000): the time of each answer, TLS and JSON included.
//   MUSTER_STATION_PROGRAM=... MUSTER_ASSETS=... node tests/bench/bench_console.mjs        SQLite
//   the same under tests/station/with-postgres                                             PostgreSQL
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTemplate, signIn, startStation } from '../console/lib/station.mjs';

const rows = Number(process.env.ROWS || 1000000), members = 35000, each = 200, url = process.env.MUSTER_POSTGRES;
const now = Date.now(), events = Math.ceil(rows / each), step = 3 * 365 * 86400000 / events;
const dir = mkdtempSync(join(tmpdir(), 'muster-bench-console-'));
const run = (program, args, input) => {
  const done = spawnSync(program, args, { input, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
};

// An activity of 200 people again and again over three years, the last one now.
const numbers = (count) => (url ? `generate_series(CAST(0 AS BIGINT), ${count - 1}) AS n(i)` : `(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n WHERE i+1<${count}) SELECT i FROM n) AS n`);
const whole = (text) => `CAST(${text} AS ${url ? 'BIGINT' : 'INTEGER'})`;
const start = (event) => whole(`${now - 1800000} - (${events - 1} - ${event}) * ${step.toFixed(3)}`);
// Ten surnames and ten given names: a fifth of the people begin with w, a fiftieth with ww.
const letter = (word, i) => `substr('${word}', CAST(${i} % 10 AS INTEGER) + 1, 1)`;
const name = `${letter('王李张刘陈杨赵黄周吴', 'i')} || ${letter('伟芳娜敏静强磊洋勇艳', '(i / 10)')} || '试' || i`;
const initials = `${letter('wlzlcyzhzw', 'i')} || ${letter('wfnmjqlyyy', '(i / 10)')} || 's'`;
const fill = `
INSERT INTO member (member_no, name, name_key, initials, grid) SELECT 'B' || i, ${name}, ${initials} || i, ${initials}, 'W' || (i % 7 + 1) FROM ${numbers(members)};
INSERT INTO member_initials (initials, member_no) SELECT initials, member_no FROM member WHERE name LIKE '%试%';
INSERT INTO occurrence (uid, recurrence_ms, title, start_ms, end_ms) SELECT 'bench', ${start('i')}, '活动日', ${start('i')}, ${start('i')} + 7200000 FROM ${numbers(events)};
INSERT INTO attendance (site, uid, recurrence_ms, member_no, kiosk, seq, at_ms, shown_ms) SELECT '', 'bench', ${start(`(i / ${each})`)}, 'B' || ((i * 7919) % ${members}), 'k', i, ${start(`(i / ${each})`)} + i % ${each} * 9000, ${start(`(i / ${each})`)} + i % ${each} * 9000 FROM ${numbers(rows)};
INSERT INTO last_seen (member_no, last_ms) SELECT member_no, max(shown_ms) FROM attendance GROUP BY member_no;
ANALYZE;`;

makeTemplate(join(dir, 'template'), url ? ['--db', url] : []);
const began = Date.now();
if (url) run('psql', ['-q', '-v', 'ON_ERROR_STOP=1', url], fill);
else run('sqlite3', [join(dir, 'template', 'ledger.db')], fill);
console.error(`${rows} rows in ${Math.round((Date.now() - began) / 1000)} s`);

const station = await startStation(join(dir, 'template'));
const admin = await signIn(station, 'limin');
const about = { activity: 'bench', recurrence_ms: Math.trunc(now - 1800000) };
const day = { from_ms: now - 86400000, to_ms: now + 86400000 };
const asked = [
  ['today', day], ['attendance', { ...day, sort: '-time', size: 50 }], ['attendance', { ...day, sort: 'name', size: 50 }],
  ['attendance', { ...about, sort: '-time', size: 50 }], ['attendance', { ...about, grid: 'W1', sort: 'name' }], ['attendance', { member: 'B77', sort: '-time' }],
  ['attendance', { ...day, q: 'w', sort: 'name' }], ['attendance', { ...day, q: 'ww', sort: 'name' }], ['absent', { ...about, running: 0, sort: 'grid', size: 100 }],
  ['absent', { ...about, running: 1, sort: 'grid', size: 100 }], ['absent', { ...about, running: 0, sort: 'last', size: 100 }], ['absent', { ...about, running: 0, sort: '-last', size: 100 }],
  ['members', { q: 'w', sort: 'name', size: 50 }], ['members', { q: 'ww', sort: 'name', size: 50 }], ['members/one', { member_no: 'B77' }], ['requests', { stage: 'open', sort: 'due' }], ['visits', { which: 'never', sort: 'due' }],
  ['activities', { ...day, sort: 'start' }], ['tiers', { days: 7, sort: '-attendance' }], ['kiosks'], ['audit', { ...day, size: 50 }],
];
const figures = [];
for (const [route, params] of asked) {
  const took = [];
  for (let i = 0; i < 12; i++) {
    const before = performance.now();
    const answer = await admin.get(route, params);
    took.push(performance.now() - before);
    if (answer.status !== 200) throw new Error(`${route}: ${answer.status} ${answer.bytes}`);
  }
  const first = took.shift();
  took.sort((a, b) => a - b);
  figures.push({ what: `${route}${params ? ` ${Object.keys(params).map((k) => (k === 'q' || k === 'sort' ? `${k}=${params[k]}` : k)).join(' ')}` : ''}`, first, median: took[5], most: took[10] });
}
const slowest = figures.reduce((a, b) => (a.most > b.most ? a : b));
const ms = (n) => `${n.toFixed(1)} ms`;
for (const f of figures) console.log(`|   ${f.what} | first ${ms(f.first)}, median ${ms(f.median)}, most ${ms(f.most)} |`);
console.log(`| console's questions over ${rows.toLocaleString('en')} attendance rows in ${url ? 'PostgreSQL' : 'SQLite'} | the slowest: ${slowest.what}, median ${ms(slowest.median)}, most ${ms(slowest.most)} |`);
await station.stop();
rmSync(dir, { recursive: true, force: true });
process.exit(0);
