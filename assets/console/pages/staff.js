// Kiosk staff: accounts that open the staff pages of a kiosk with a card and a PIN.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { post } from '../api.js';
import { head, button, chip, toast, toastTrouble } from '../parts.js';
import { makeList } from '../list.js';
import { formDialog } from '../form.js';
import { removeContent } from './edit_content.js';

async function edit(row, saved) {
  const done = await formDialog({ title: t(row ? 'staff.edit' : 'staff.add'), note: t('staff.note'), values: row || {},
    fields: [{ name: 'key', label: t('col.key'), required: true, max: 31, off: Boolean(row), hint: t('content.key_hint') }, { name: 'name', label: t('col.name'), required: true, max: 20 }, { name: 'number', label: t('card.number'), max: 6, hint: row && row.has_card ? t('staff.card_kept') : t('card.number_hint') }, { name: 'pin', label: t('staff.pin'), kind: 'password', max: 6, required: !row, autocomplete: 'new-password', hint: t('staff.pin_hint') }],
    submit: (values) => post('staff/save', { ...values, key: row ? row.key : values.key, is_new: !row }) });
  if (done) { toast(t('content.saved')); saved(); }
}

export default async function show(view) {
  const list = makeList(view, { api: 'content', with: () => ({ kind: 'staff' }), sort: 'key', sizes: [25, 50], caption: t('tab.staff'), none: t('staff.none'), nonePicture: 'id-card', filters: [{ name: 'q', kind: 'search', label: t('search.name') }],
    columns: [{ key: 'key', label: t('col.key'), sort: true, cell: (row) => row.key }, { key: 'name', label: t('col.name'), sort: true, cell: (row) => h('span', { class: 'strong' }, row.name) }, { key: 'card', label: t('col.cards'), cell: (row) => (row.has_card ? chip(t('staff.has_card'), 'good') : chip(t('choice.no_card'), 'warn')) },
      { key: 'more', label: h('span', { class: 'out' }, t('col.more')), class: 'right nowrap', cell: (row) => [button(t('do.edit'), () => edit(row, list.reload), 'slim'), ' ', button(t('do.remove'), () => removeContent('staff', row.key, row.name).then((done) => done && list.reload(), toastTrouble), 'slim danger')] }] });
  fill(view.main, head(t('tab.staff'), ...list.filters, button(t('staff.add'), () => edit(null, list.reload), 'main-one')), h('p', { class: 'quiet' }, t('staff.line')), list.above, list.body);
  await list.reload();
}
