// A real muster-kiosk without a display (SDL's dummy driver), with the simulated reader muster-reader-sim.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ASSETS } from './station.mjs';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function connect(path) {
  for (let i = 0; i < 1000; i++) {
    const socket = net.connect(path);
    const open = await new Promise((done) => { socket.once('connect', () => done(true)); socket.once('error', () => done(false)); });
    if (open) return socket;
    await sleep(20);
  }
  throw new Error(`${path}: no answer`);
}

/** Sends one line and returns the reply line; calls are serialised. */
function lines(socket) {
  let said = '', waiting = [];
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    said += text;
    for (let end; (end = said.indexOf('\n')) >= 0; said = said.slice(end + 1)) waiting.shift()(said.slice(0, end));
  });
  return (line) => new Promise((done) => { waiting.push(done); socket.write(`${line}\n`); });
}

export async function startKiosk(station, admin, name) {
  const dir = mkdtempSync(join(tmpdir(), 'muster-loop-')), config = join(dir, 'muster.conf'), program = process.env.MUSTER_KIOSK_PROGRAM;
  mkdirSync(join(dir, 'data'));
  writeFileSync(config, `[station]\nname = 龙尚社区退役军人服务站\ntimezone = Asia/Shanghai\nlanguage = zh\n[reader]\ndevice = pn532_uart:${dir}/pn532\n`
    + `[display]\nsize = 1080x1920\nfull_screen = no\n[data]\ndirectory = ${dir}/data\nassets = ${ASSETS}\n`);
  const pair = (await admin.post('kiosks/pair', { name, is_station: false })).json;
  const paired = spawnSync(program, ['--config', config, 'pair', '--station', `127.0.0.1:${station.port}`, '--code', pair.code, '--fingerprint', pair.fingerprint], { encoding: 'utf8' });
  if (paired.status !== 0) throw new Error(`pair: ${paired.stderr}`);
  const log = openSync(join(dir, 'log'), 'a'), stdio = ['ignore', log, log], programs = [];
  programs.push(spawn(process.env.MUSTER_SIM_PROGRAM, ['--link', `${dir}/pn532`, '--control', `${dir}/sim.sock`], { stdio }));
  const sim = lines(await connect(join(dir, 'sim.sock')));
  programs.push(spawn(program, ['--config', config, '--drive', `${dir}/drive.sock`], { stdio }));
  const drive = lines(await connect(join(dir, 'drive.sock')));
  const kiosk = { drive, dir };
  /** Waits until the kiosk gives the expected answer. */
  kiosk.until = async (question, good, ms = 8000) => {
    for (const end = Date.now() + ms; ; await sleep(20)) {
      const answer = await drive(question);
      if (good(answer)) return answer;
      if (Date.now() > end) throw new Error(`kiosk: ${question}: ${answer}\n${await drive('screen')} ${await drive('text')}\n${readFileSync(join(dir, 'log'), 'utf8').slice(-3000)}`);
    }
  };
  kiosk.screen = async (one, ms) => { await kiosk.until('screen', (answer) => answer === `ok ${one}`, ms); await drive(`wait ${one} 1500`); };
  kiosk.sees = (text, ms) => kiosk.until('text', (answer) => answer.includes(text), ms);
  kiosk.touch = (label) => kiosk.until(`touch ${label}`, (answer) => answer.startsWith('ok'));
  kiosk.tap = async (card) => { await sim(`place ${card}`); await sleep(250); await sim('remove'); await sleep(150); };
  kiosk.shoot = async (name) => { if (process.env.MUSTER_SHOTS) { mkdirSync(process.env.MUSTER_SHOTS, { recursive: true }); await drive(`shot ${process.env.MUSTER_SHOTS}/${name}.png`); } };
  /** A copy of this kiosk's data in a second kiosk that also runs, without a reader. */
  kiosk.twin = () => {
    cpSync(join(dir, 'data'), join(dir, 'copy'), { recursive: true });
    rmSync(join(dir, 'copy', 'lock'), { force: true });
    writeFileSync(join(dir, 'copy.conf'), readFileSync(config, 'utf8').replace(/^device = .*$/m, 'device = none').replace(`${dir}/data`, `${dir}/copy`));
    programs.push(spawn(program, ['--config', join(dir, 'copy.conf')], { stdio }));
  };
  kiosk.stop = async () => {
    for (const one of programs) if (one.exitCode === null) await new Promise((done) => { one.once('exit', done); one.kill('SIGTERM'); });
    rmSync(dir, { recursive: true, force: true });
  };
  return kiosk;
}
