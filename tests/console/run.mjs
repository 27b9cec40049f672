// Runs one claim about the console: run.mjs NAME. Exits with 77 if Chromium is not installed.
import { hasChromium, openBrowser } from './lib/browser.mjs';
import { makeTemplate, ready, signIn, startStation, templateFolder } from './lib/station.mjs';

const name = process.argv[2];
if (!ready()) { console.error('MUSTER_STATION_PROGRAM is not there'); process.exit(1); }
if (name === 'template') { makeTemplate(templateFolder()); process.exit(0); }
if (!hasChromium()) { console.log('no Chromium here: skipped'); process.exit(77); }

const { default: claim } = await import(`./claims/${name}.mjs`);
const station = await startStation(templateFolder());
let browser = null, failed = null;
try {
  browser = await openBrowser();
  await claim({ station, browser, admin: await signIn(station, 'limin') });
  if (!station.alive()) throw new Error('muster-station ended');
} catch (error) {
  failed = error;
}
if (browser) await browser.close();
await station.stop();
if (failed) console.error(failed);
process.exit(failed ? 1 : 0);
