// Cards: members and states. A new card is enrolled by the six digits that a kiosk shows.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { post } from '../api.js';
import { head, button, chip, toast, toastTrouble } from '../parts.js';
import { makeList } from '../list.js';
import { formDialog, sure } from '../form.js';
import { shortTime } from '../format.js';
import { personLink, gridChoices } from '../shared.js';

export const CARD_STATES = ['good', 'warn', 'bad'];

export async function enrolDialog(member, saved) {
  const who = member ? [] : [{ name: 'member_no', label: t('manual.who'), kind: 'member', required: true, wide: true }];
  const done = await formDialog({ title: member ? t('card.enrol_for', { name: member.name }) : t('card.enrol'), note: t('card.enrol_note'), label: t('card.enrol'),
    fields: [...who, { name: 'number', label: t('card.number'), required: true, max: 6, hint: t('card.number_hint') }, { name: 'replaces', label: t('card.replaces'), kind: 'check', wide: true }],
    submit: (values) => post('cards/enrol', { member_no: member ? member.member_no : values.member_no, number: values.number, replaces: values.replaces }) });
  if (done) { toast(t('card.enrolled')); saved(); }
}

export default async function show(view) {
  const end = async (row, state, key) => {
    if (!(await sure(t(`card.${key}_title`), t(`card.${key}_text`), t(`card.${key}`), state !== 0))) return;
    post('cards/state', { identity: row.identity, state }).then(() => { toast(t('do.saved')); list.reload(); }, toastTrouble);
  };
  const list = makeList(view, {
    api: 'cards', sort: 'name', sizes: [25, 50, 100], caption: t('tab.cards'), none: t('card.none'), nonePicture: 'credit-card',
    filters: [{ name: 'state', label: t('col.state'), options: [['', t('choice.all_states')], ...[0, 1, 2].map((n) => [String(n), t(`card.state.${n}`)])] }, { name: 'grid', label: t('col.grid'), options: gridChoices }, { name: 'q', kind: 'search', label: t('search.card') }],
    columns: [{ key: 'number', label: t('card.number'), cell: (row) => h('span', { class: 'num' }, row.number) }, { key: 'name', label: t('col.name'), sort: true, cell: personLink }, { key: 'member_no', label: t('col.member_no'), sort: true, cell: (row) => h('span', { class: 'num' }, row.member_no) },
      { key: 'grid', label: t('col.grid'), cell: (row) => row.grid_name }, { key: 'state', label: t('col.state'), sort: true, cell: (row) => chip(t(`card.state.${row.state}`), CARD_STATES[row.state]) },
      { key: 'last', label: t('card.last'), cell: (row) => shortTime(row.last_ms) },
      { key: 'more', label: h('span', { class: 'out' }, t('col.more')), class: 'right nowrap', cell: (row) => [row.state === 0 && button(t('card.lost'), () => end(row, 1, 'lost'), 'slim'), row.state === 1 && button(t('card.found'), () => end(row, 0, 'found'), 'slim'), ' ', row.state !== 2 && button(t('card.revoke'), () => end(row, 2, 'revoke'), 'slim danger')] }],
  });
  fill(view.main, head(t('tab.cards'), ...list.filters, button(t('card.enrol'), () => enrolDialog(null, list.reload), 'main-one')), list.above, list.body);
  await list.reload();
}
