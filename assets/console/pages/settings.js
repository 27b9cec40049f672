// Settings of the station and of all its kiosks.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { get, post } from '../api.js';
import { head, cardBox, facts, toast } from '../parts.js';
import { makeForm } from '../form.js';

const minutes = (name, most = 1440) => ({ name, label: t(`setting.${name}`), kind: 'number', least: 0, most, placeholder: t('setting.as_kiosk') });
const GROUPS = () => [
  ['rules', [minutes('rules.opens_before_min'), minutes('rules.closes_after_min'), minutes('rules.late_after_min'), { name: 'rules.names_masked', label: t('setting.rules.names_masked'), kind: 'select', options: [['', t('setting.as_kiosk')], ['0', t('setting.names_full')], ['1', t('setting.names_masked')]] }]],
  ['glass', [{ ...minutes('sound.volume', 100) }, { ...minutes('display.brightness', 100) }]],
  ['requests', [minutes('requests.due_days', 365)]],
  ['pictures', [{ ...minutes('glass.keep_days', 90), least: 1 }]],
];

export default async function show(view) {
  const answer = await get('settings', {}, view.signal);
  const group = ([name, fields]) => cardBox(t(`setting.group.${name}`), h('p', { class: 'quiet small' }, t(`setting.about.${name}`)), makeForm({ fields, values: answer.values, label: t('do.save'), submit: async (values) => {
    for (const [key, value] of Object.entries(values)) {
      const text = value === null ? '' : String(value);
      if (text !== String(answer.values[key] ?? '')) { await post('settings/save', { key, value: text }); answer.values[key] = text; }
    }
    toast(t('content.saved'));
  } }).form);
  fill(view.main, head(t('nav.settings')), h('div', { class: 'columns even' }, h('div', { class: 'stack' }, GROUPS().slice(0, 2).map(group)), h('div', { class: 'stack' }, GROUPS().slice(2).map(group),
    cardBox(t('setting.station'), facts([[t('setting.name'), answer.station.name], [t('setting.version'), answer.station.version], [t('setting.ledger'), answer.station.ledger], [t('setting.tier'), answer.station.tier], [t('pair.fingerprint'), h('span', { class: 'mono' }, answer.station.fingerprint)]])))));
}
