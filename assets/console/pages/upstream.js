// The next tier: the state of forwarding, and the number of pending records.
import { h, fill } from '../dom.js';
import { t, has } from '../words.js';
import { get } from '../api.js';
import { head, cardBox, facts, empty, figure, chip } from '../parts.js';
import { ago, number, shortTime } from '../format.js';

/** The error in the user's language if it has a code, followed by the original message. */
function said(trouble) {
  const code = (/^(L-[A-Z]+):/.exec(trouble) || [])[1];
  return code && has(`link.${code}`) ? [t(`link.${code}`), ' ', h('span', { class: 'mono quiet' }, code)] : trouble;
}

export default async function show(view) {
  const box = h('div', { class: 'stack' });
  const load = async () => {
    const row = await get('upstream', {}, view.signal);
    if (!row.url) return fill(box, h('div', { class: 'table' }, empty(t('upstream.none'), 'layers-2')));
    return fill(box, h('dl', { class: 'figures even' }, figure(t('upstream.waiting'), number(row.waiting), row.waiting ? 'warn' : 'good'), figure(t('upstream.sent'), row.receipt ? number(row.receipt) : '—'), figure(t('upstream.last'), row.last_ok_ms ? ago(row.last_ok_ms) : t('time.never'))),
      cardBox(t('upstream.state'), facts([[t('col.state'), row.trouble ? chip(t('upstream.trouble'), 'bad') : chip(t('upstream.good'), 'good')], [t('upstream.url'), h('span', { class: 'mono' }, row.url)], [t('upstream.oldest'), row.oldest_ms ? shortTime(row.oldest_ms) : ''], [t('upstream.said'), row.trouble && said(row.trouble)]])));
  };
  await load();
  fill(view.main, head(t('tab.upstream')), box);
  const timer = setInterval(() => load().catch(() => {}), 5000);
  return { close() { clearInterval(timer); } };
}
