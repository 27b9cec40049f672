// The kiosks of stations below, by their last report.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { head, chip } from '../parts.js';
import { makeList } from '../list.js';
import { ago, number } from '../format.js';

const SILENT_MS = 86400000; // they report every six hours

export default async function show(view) {
  const list = makeList(view, { api: 'tiers/kiosks', sort: 'seen', sizes: [25, 50, 100], caption: t('tab.below'), none: t('below.none'), nonePicture: 'smartphone', filters: [{ name: 'q', kind: 'search', label: t('search.name') }],
    columns: [{ key: 'name', label: t('tier.site'), sort: true, class: 'text', cell: (row) => h('span', { class: 'strong' }, row.name) }, { key: 'kiosk', label: t('col.kiosk'), cell: (row) => h('span', { class: 'mono' }, row.kiosk) },
      { key: 'seen', label: t('below.seen'), sort: true, cell: (row) => [ago(row.seen_ms), ' ', row.seen_ms < Date.now() - SILENT_MS && chip(t('below.silent'), 'bad')] }, { key: 'waiting', label: t('kiosk.waiting'), class: 'num', sort: true, cell: (row) => number(row.waiting) },
      { key: 'reader', label: t('kiosk.reader'), cell: (row) => (row.reader_up ? t('kiosk.good') : h('span', { class: 'bad' }, t('kiosk.reader_down'))) }, { key: 'version', label: t('kiosk.version'), cell: (row) => row.version }] });
  fill(view.main, head(t('tab.below'), ...list.filters), list.above, list.body);
  await list.reload();
}
