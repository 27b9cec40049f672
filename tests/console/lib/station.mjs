// A real muster-station on loopback in a temporary folder, and a small client for its two APIs.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PROGRAM = process.env.MUSTER_STATION_PROGRAM;
export const ASSETS = process.env.MUSTER_ASSETS;
export const PASSWORD = 'a-plain-test-password';

const command = (dir, args, input) => {
  const done = spawnSync(PROGRAM, [...args, '--dir', dir], { input, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`muster-station ${args[0]}: ${done.stderr}`);
  return done.stdout;
};

/** A station with the sample content; created once per build, copied for every claim. */
export function makeTemplate(dir, db = []) {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  command(dir, ['init', '--name', '龙尚社区退役军人服务站', '--admin', 'limin', '--password-stdin', '--listen', '127.0.0.1', ...db], PASSWORD);
  command(dir, ['user', 'set', 'limin', '--display', '李敏', '--password-stdin'], PASSWORD);
  command(dir, ['user', 'add', 'wangfang', '--role', 'staff', '--display', '王芳', '--password-stdin'], PASSWORD);
  command(dir, ['user', 'add', 'kanyikan', '--role', 'viewer', '--display', '看一看', '--password-stdin'], PASSWORD);
  command(dir, ['user', 'add', 'liaison1', '--role', 'staff', '--display', '东篱联络员', '--grid', 'W1', '--password-stdin'], PASSWORD);
  command(dir, ['import', join(ASSETS, 'sample')]);
}

/** prepare(dir): called before the first start. */
export async function startStation(template, config = [], prepare = () => {}) {
  const dir = mkdtempSync(join(tmpdir(), 'muster-console-'));
  cpSync(template, dir, { recursive: true });
  prepare(dir);
  const station = { dir, port: 0 };
  let child = null;
  station.serve = async () => {
    child = spawn(PROGRAM, ['serve', '--dir', dir, '--port', String(station.port), ...config], { stdio: ['ignore', 'pipe', 'inherit'] });
    station.port = await new Promise((done, failed) => {
      let said = '';
      child.stdout.on('data', (data) => { said += data; const found = /:(\d+) \(/.exec(said); if (found) done(Number(found[1])); });
      child.on('exit', (code) => failed(new Error(`muster-station ended with ${code}`)));
    });
    station.url = `https://127.0.0.1:${station.port}`;
  };
  /** Stopped; serve() starts it again on the same port. */
  station.end = (signal = 'SIGTERM') => new Promise((done) => { child.removeAllListeners('exit'); child.on('exit', done); child.kill(signal); });
  station.stop = async () => { if (station.alive()) await station.end(); rmSync(dir, { recursive: true, force: true }); };
  station.alive = () => child.exitCode === null && child.signalCode === null;
  await station.serve();
  return station;
}

/** Forwards to another station from now on. */
export function joinStation(dir, upper, code, fingerprint) {
  command(dir, ['join', '--upstream', `127.0.0.1:${upper.port}`, '--code', code, '--fingerprint', fingerprint]);
}

/** One HTTPS request; the certificate is the station's own and has another name. */
const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
export function call(station, method, path, { body, headers = {} } = {}) {
  return new Promise((done, failed) => {
    const request = https.request(`${station.url}${path}`, { method, headers, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        const bytes = Buffer.concat(parts);
        let json = null;
        try { json = JSON.parse(bytes.toString('utf8')); } catch { /* a file */ }
        done({ status: answer.statusCode, headers: answer.headers, bytes, json });
      });
    });
    request.on('error', failed);
    if (body !== undefined) request.write(body);
    request.end();
  });
}

/** A signed-in user without a browser. */
export async function signIn(station, login, password = PASSWORD) {
  const answer = await call(station, 'POST', '/console/api/login', { body: JSON.stringify({ login, password }), headers: { 'Content-Type': 'application/json' } });
  const cookie = (answer.headers['set-cookie'] || [''])[0].split(';')[0];
  const who = { answer, cookie, csrf: answer.json && answer.json.csrf };
  who.get = (name, params) => call(station, 'GET', `/console/api/${name}${params ? `?${new URLSearchParams(params)}` : ''}`, { headers: { Cookie: cookie } });
  who.post = (name, body, headers = {}) => call(station, 'POST', `/console/api/${name}`, { body: JSON.stringify(body), headers: { Cookie: cookie, 'Content-Type': 'application/json', 'X-Muster-CSRF': who.csrf, ...headers } });
  who.upload = (name, bytes) => call(station, 'POST', `/console/api/${name}`, { body: bytes, headers: { Cookie: cookie, 'Content-Type': 'application/octet-stream', 'X-Muster-CSRF': who.csrf } });
  return who;
}

/** A kiosk, paired with a code from the console, that can send records. */
export async function pairKiosk(station, admin, name, kiosk = `k-${Math.random().toString(16).slice(2, 10)}`, is_station = false) {
  const code = (await admin.post('kiosks/pair', { name, is_station })).json.code;
  const paired = await call(station, 'POST', '/v1/pair', { body: JSON.stringify({ code, kiosk, version: '0.1.0' }), headers: { 'Content-Type': 'application/json' } });
  if (paired.status !== 200) throw new Error(`pairing: ${paired.status} ${paired.bytes}`);
  let seq = 0;
  const send = (rows) => call(station, 'POST', '/v1/records', { headers: { Authorization: `Bearer ${paired.json.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ records: rows.map(({ kind, at_ms = Date.now(), synced = true, mono_ms = 1000, ...body }) => ({ seq: ++seq, kind, at_ms, boot: 'b1', mono_ms, synced, body })) }) });
  return { kiosk, send, paired: paired.json };
}

/** A current activity with three earlier occurrences; returns its key. */
export async function makeActivity(admin, title = '退役军人活动日', more = {}, activity = `test-${Math.random().toString(16).slice(2)}@muster`, now = Date.now()) {
  const begin = now - 25 * 60000;
  for (const weeks of [3, 2, 1, 0]) {
    const start_ms = begin - weeks * 7 * 86400000;
    const answer = await admin.post('content/save', { change: { kind: 'occurrence', activity, recurrence_ms: start_ms, title, place: '二楼议事厅', activity_kind: 0, start_ms, end_ms: start_ms + 7200000, opens_before_min: -1, closes_after_min: -1, late_after_min: -1, capacity: 0, ...more } });
    if (answer.status !== 200) throw new Error(`activity: ${answer.status} ${answer.bytes}`);
  }
  return { activity, recurrence_ms: begin, begin, key: `${begin}@${activity}` };
}

export const checkIn = (one, member_no, at_ms, late = false) => ({ kind: 'checkin', at_ms, outcome: 'welcome', member_no, activity: one.activity, recurrence_ms: one.recurrence_ms, late });
export const templateFolder = () => process.env.MUSTER_CONSOLE_TEMPLATE;
export const ready = () => PROGRAM && existsSync(PROGRAM);
