// Debian's Chromium, headless, through playwright-core.
import { existsSync, mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { signIn } from './station.mjs';

export const CHROMIUM = process.env.MUSTER_CHROMIUM || '/usr/bin/chromium';
export const hasChromium = () => existsSync(CHROMIUM);

export async function openBrowser() {
  const { chromium } = await import(pathToFileURL(process.env.MUSTER_PLAYWRIGHT).href);
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

/** A browser window of one user; unexpected messages of its JavaScript console are in .troubles. */
export async function openWindow(browser, station, login, { language = 'zh', width = 1440, height = 900, password } = {}) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width, height }, locale: language === 'zh' ? 'zh-CN' : 'en-US', timezoneId: 'Asia/Shanghai', acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  page.troubles = [];
  const waits = (message) => message.text().includes('503') && message.location().url.endsWith('/stories/preview'); // another drawing: the page asks again
  page.on('console', (message) => { if (!waits(message) && ['error', 'warning'].includes(message.type())) page.troubles.push(`${page.url()}: ${message.text()}`); });
  page.on('pageerror', (error) => page.troubles.push(`${page.url()}: ${error.message}`));
  page.on('dialog', (dialog) => { page.troubles.push(`${page.url()}: dialog ${dialog.message()}`); dialog.dismiss(); });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));
  });
  if (login) {
    const who = await signIn(station, login, password);
    const [name, value] = who.cookie.split('=');
    await context.addCookies([{ name, value, url: station.url, httpOnly: true, secure: true, sameSite: 'Strict' }]);
  }
  page.visit = async (path) => {
    await page.goto(`${station.url}${path}`);
    await page.waitForSelector('.main:not([aria-busy])');
    await page.waitForFunction(() => !document.querySelector('.main [aria-busy]'));
  };
  /** The same by a click on a link in the page. */
  page.follow = async (path) => {
    if (!page.url().startsWith(station.url)) return page.visit(path);
    await page.evaluate((href) => { const a = document.createElement('a'); a.href = href; document.body.append(a); a.click(); a.remove(); }, path);
    await page.waitForFunction((want) => location.pathname === want.split('?')[0] && !document.querySelector('[aria-busy]') && document.querySelector('.main h1'), path);
  };
  page.shoot = async (name) => {
    const folder = process.env.MUSTER_SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png` });
  };
  return page;
}
