// Home visits: the last visit and the next due date of each member.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { post } from '../api.js';
import { head, button, chip, toast } from '../parts.js';
import { makeList } from '../list.js';
import { formDialog } from '../form.js';
import { today, day, dayStart, shortDay, addDays } from '../format.js';
import { gridChoices, personLink } from '../shared.js';
import { may } from '../state.js';

export const nextDue = (ms) => chip(t('visit.due', { day: shortDay(ms) }), ms < Date.now() ? 'bad' : ms < Date.now() + 7 * 86400000 ? 'warn' : 'good');

export async function visitDialog(member, saved) {
  const who = member ? [] : [{ name: 'member_no', label: t('manual.who'), kind: 'member', required: true, wide: true }];
  const done = await formDialog({ title: member ? t('visit.log_for', { name: member.name }) : t('visit.log'), label: t('do.save'),
    fields: [...who, { name: 'at', label: t('visit.when'), kind: 'date', required: true }, { name: 'next', label: t('visit.next'), kind: 'date' }, { name: 'what', label: t('visit.what'), kind: 'area', required: true, max: 500, rows: 4 }],
    values: { at: today(), next: addDays(today(), 90) },
    submit: (values) => post('visits/save', { member_no: member ? member.member_no : values.member_no, at_ms: dayStart(values.at) + 43200000, what: values.what.trim(), next_due_ms: values.next ? dayStart(values.next) + 43200000 : 0 }) });
  if (done) { toast(t('visit.saved')); saved(); }
}

export default async function show(view) {
  const list = makeList(view, {
    api: 'visits', sort: 'due', sizes: [25, 50, 100], caption: t('tab.visits'), none: t('visit.none'), nonePicture: 'house',
    filters: [{ name: 'which', label: t('visit.which'), options: [['', t('visit.all')], ['due', t('visit.is_due')], ['never', t('visit.never')]] }, { name: 'grid', label: t('col.grid'), options: gridChoices }, { name: 'q', kind: 'search', label: t('search.person') }],
    columns: [{ key: 'name', label: t('col.name'), sort: true, cell: personLink }, { key: 'grid', label: t('col.grid'), sort: true, cell: (row) => row.grid_name }, { key: 'at', label: t('visit.last'), sort: true, cell: (row) => (row.at_ms ? day(row.at_ms) : t('time.never')) },
      { key: 'what', label: t('visit.what'), class: 'text', cell: (row) => row.what }, { key: 'by', label: t('visit.by'), cell: (row) => row.by_name }, { key: 'due', label: t('visit.next'), sort: true, cell: (row) => (row.next_due_ms ? nextDue(row.next_due_ms) : '') },
      { key: 'more', label: h('span', { class: 'out' }, t('col.more')), class: 'right', cell: (row) => may('staff') && button(t('visit.log'), () => visitDialog(row, list.reload), 'slim') }],
  });
  fill(view.main, head(t('tab.visits'), ...list.filters, may('staff') && button(t('visit.log'), () => visitDialog(null, list.reload), 'main-one')), list.above, list.body);
  await list.reload();
}
