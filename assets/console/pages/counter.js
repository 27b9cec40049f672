// A request made in person and filed by staff. It has the same stages as requests from a kiosk.
import { h } from '../dom.js';
import { t } from '../words.js';
import { post } from '../api.js';
import { button, facts } from '../parts.js';
import { formDialog, openDialog } from '../form.js';
import { categoryRows, gridChoices } from '../shared.js';

/** The ticket number, and the digits that are needed with it at a kiosk. */
const told = (filed, go) => openDialog(t('counter.filed'), (close) => h('div', { class: 'stack' },
  h('p', { class: 'code' }, filed.number), h('p', {}, filed.digits ? t('counter.code') : t('counter.by_phone')),
  filed.digits && facts([[t('counter.digits'), h('span', { class: 'num strong' }, filed.digits)]]),
  h('div', { class: 'row end' }, button(t('do.close'), () => close()), button(t('counter.open'), () => { close(); go(`/requests/${encodeURIComponent(filed.number)}`); }, 'main-one'))));

/** member: {member_no, name}, or undefined for a person who is not known yet. */
export async function fileDialog(member, go, filed) {
  const categories = (await categoryRows()).map((one) => [one.key, one.title]);
  const grids = [['', t('counter.no_grid')], ...(await gridChoices()).slice(1)];
  let done = null;
  const who = member ? [] : [{ name: 'member_no', label: t('counter.member'), kind: 'member', wide: true, hint: t('counter.member_hint') }];
  await formDialog({ title: member ? t('counter.for', { name: member.name }) : t('counter.file'), label: t('counter.do'),
    fields: [...who, { name: 'category', label: t('col.category'), kind: 'select', options: categories, required: true }, { name: 'phone', label: t('col.phone'), max: 20, hint: t('counter.phone_hint') },
      ...(member ? [] : [{ name: 'grid', label: t('col.grid'), kind: 'select', options: grids, hint: t('counter.grid_hint') }]),
      { name: 'text', label: t('request.said'), kind: 'area', rows: 5, max: 500, required: true, wide: true }],
    values: { category: categories.length ? categories[0][0] : '' },
    submit: async (values) => { done = await post('requests/file', { member_no: member ? member.member_no : values.member_no || '', category: values.category, phone: values.phone.trim(), grid: values.grid || '', text: values.text.trim() }); } });
  if (!done) return;
  filed();
  await told(done, go);
}
