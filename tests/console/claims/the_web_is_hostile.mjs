// Forged sessions, missing and foreign CSRF tokens, path traversal, oversized bodies, slow clients, a revoked kiosk.
import assert from 'node:assert/strict';
import net from 'node:net';
import tls from 'node:tls';
import { call, pairKiosk, signIn } from '../lib/station.mjs';

const JSON_TYPE = { 'Content-Type': 'application/json' };

async function sessions(station, admin) {
  for (const cookie of [undefined, 'muster=', `muster=${'0'.repeat(64)}`, `muster=${'f'.repeat(5000)}`, `muster=' OR 1=1--`, admin.cookie.slice(0, -1)]) {
    const answer = await call(station, 'GET', '/console/api/members', { headers: cookie ? { Cookie: cookie } : {} });
    assert.ok([401, 431].includes(answer.status), `${cookie}: ${answer.status}`);
  }
  const gone = await signIn(station, 'kanyikan');
  assert.equal((await gone.post('logout', {})).status, 200);
  assert.equal((await gone.get('members')).status, 401, 'the session has ended');
}

async function tokens(station, admin) {
  const other = await signIn(station, 'wangfang');
  const body = { kind: 'notice', key: 'n' };
  for (const token of ['', 'x', other.csrf, `${admin.csrf}0`, admin.csrf.slice(1)]) {
    const answer = await admin.post('content/remove', body, { 'X-Muster-CSRF': token });
    assert.equal(answer.json.error, 'csrf', token);
  }
  const form = await call(station, 'POST', '/console/api/content/remove', { body: 'kind=notice', headers: { Cookie: admin.cookie, 'X-Muster-CSRF': admin.csrf, 'Content-Type': 'application/x-www-form-urlencoded' } });
  assert.equal(form.status, 415, 'a form from another site is not JSON');
  assert.equal((await call(station, 'POST', '/console/api/login', { body: '{"login":"limin"', headers: JSON_TYPE })).status, 400);
  for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE']) {
    const answer = await call(station, method, '/console/api/members', { headers: { Cookie: admin.cookie } });
    assert.ok([404, 405, 501].includes(answer.status), `${method}: ${answer.status}`);
  }
  assert.equal((await admin.get('members/save')).status, 404, 'no action by GET');
}

async function paths(station, admin) {
  for (const path of ['/console/../station.conf', '/console/..%2f..%2fstation.conf', '/console/%2e%2e/card.key', '/console//etc/passwd', '/console/pages/../../../station.sec', '/console/index.html%00.js', '/v1/../station.conf']) {
    const { status, bytes } = await raw(station, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    assert.ok(!/\[station\]|root:|PRIVATE/.test(bytes), path);
    assert.ok([200, 400, 404].includes(status) && (status !== 200 || bytes.includes('/console/app.js')), `${path}: ${status}`);
  }
  for (const hash of ['../../card.key', '..%2f..%2fcard.key', 'a'.repeat(63), 'A'.repeat(64), '']) {
    assert.ok([400, 404].includes((await admin.get('blob', { hash })).status), hash);
    const answer = await raw(station, `GET /v1/blobs/${hash} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    assert.ok([400, 401, 404].includes(answer.status), `${hash}: ${answer.status}`);
  }
  const page = await call(station, 'GET', '/', {});
  const policy = page.headers['content-security-policy'];
  assert.ok(policy.includes("default-src 'none'") && !policy.includes('unsafe'), policy);
  assert.equal(page.headers['x-frame-options'], 'DENY');
  assert.ok(!/<script(?! type="module" src=)|style=|onload=/.test(page.bytes.toString()), 'nothing inline');
}

async function sizes(station, admin) {
  const large = await admin.post('content/save', { change: { kind: 'guide', key: 'g', title: 't', body: 'x'.repeat(400000) } });
  assert.equal(large.status, 413);
  assert.equal((await admin.upload('pictures', Buffer.alloc(9 * 1024 * 1024))).status, 413);
  assert.equal((await admin.upload('activities/ics', Buffer.alloc(2 * 1024 * 1024))).status, 413);
  assert.equal((await admin.post('content/save', { change: { kind: 'guide', key: 'g', title: 't'.repeat(200), body: 'x' } })).status, 400, 'too long for its field');
  const deep = await call(station, 'POST', '/console/api/content/save', { body: `{"change":${'['.repeat(100000)}`, headers: { ...JSON_TYPE, Cookie: admin.cookie, 'X-Muster-CSRF': admin.csrf } });
  assert.equal(deep.status, 400);
  const long = await raw(station, `GET /${'a'.repeat(60000)} HTTP/1.1\r\nHost: a\r\n\r\n`).catch(() => ({ status: 0 }));
  assert.ok([0, 400, 413, 414, 431].includes(long.status), `${long.status}`);
  assert.equal((await admin.get('members', { size: 100000, page: 99999999 })).status, 200);
}

/** Sends raw bytes; returns the status and the text of the reply. */
function raw(station, text) {
  return new Promise((done, failed) => {
    const socket = tls.connect({ port: station.port, host: '127.0.0.1', rejectUnauthorized: false }, () => socket.write(text));
    let bytes = '';
    socket.on('data', (data) => { bytes += data; });
    socket.on('close', () => done({ status: Number((/^HTTP\/1\.1 (\d+)/.exec(bytes) || [])[1] || 0), bytes }));
    socket.on('error', failed);
    setTimeout(() => socket.destroy(), 3000).unref();
  });
}

/** Many requests that never end: others are still served, and one address cannot exceed its limit of connections. */
async function slow(station, admin) {
  const begun = [], half = 'POST /console/api/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9000\r\nX-A: ';
  for (let i = 0; i < 40; i++) begun.push(tls.connect({ port: station.port, host: '127.0.0.1', rejectUnauthorized: false }, function dribble() { this.write(half); }).on('error', () => {}));
  for (let i = 0; i < 150; i++) begun.push(net.connect(station.port, '127.0.0.1').on('error', () => {}));
  await new Promise((done) => setTimeout(done, 800));
  const drip = setInterval(() => begun.slice(0, 40).forEach((one) => one.writable && one.write('x')), 200);
  const before = Date.now();
  assert.equal((await admin.get('members')).status, 200);
  console.log(`served in ${Date.now() - before} ms beside 190 slow connections`);
  assert.ok(Date.now() - before < 2000);
  clearInterval(drip);
  let closed = 0;
  const more = Array.from({ length: 200 }, () => net.connect(station.port, '127.0.0.1').on('error', () => {}).on('close', () => { closed++; }));
  await new Promise((done) => setTimeout(done, 700));
  assert.ok(closed > 50, `${closed} of 200 beyond the limit were turned away`);
  [...begun, ...more].forEach((one) => one.destroy());
  await new Promise((done) => setTimeout(done, 300));
  assert.equal((await admin.get('members')).status, 200, 'still working');
}

async function revoked(station, admin) {
  const kiosk = await pairKiosk(station, admin, '大厅一号');
  assert.equal((await kiosk.send([{ kind: 'visit', outcome: 'visit', member_no: 'LS0001' }])).status, 200);
  assert.equal((await admin.post('kiosks/revoke', { kiosk: kiosk.kiosk })).status, 200);
  const after = await kiosk.send([{ kind: 'visit', outcome: 'visit', member_no: 'LS0001' }]);
  assert.equal(after.status, 401);
  assert.equal(after.json.error, 'revoked');
  assert.equal((await call(station, 'GET', '/console/api/members', { headers: { Authorization: `Bearer ${kiosk.paired.token}` } })).status, 401, 'a token is not a session');
}

export default async function claim({ station, admin }) {
  await sessions(station, admin);
  await tokens(station, admin);
  await paths(station, admin);
  await sizes(station, admin);
  await revoked(station, admin);
  await slow(station, admin);
}
