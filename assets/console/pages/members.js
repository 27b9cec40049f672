// The roster.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { post } from '../api.js';
import { head, button, chip, toast } from '../parts.js';
import { makeList } from '../list.js';
import { formDialog } from '../form.js';
import { gridChoices, teamChoices, personLink } from '../shared.js';
import { shortTime } from '../format.js';
import { may } from '../state.js';

export async function memberFields() {
  const [grids, teams] = await Promise.all([gridChoices(), teamChoices()]);
  const blank = (rows) => [['', t('choice.none')], ...rows.slice(1)];
  const provinces = Array.from({ length: 34 }, (x, i) => [String(i), t(`province.${i}`)]);
  return [{ name: 'name', label: t('col.name'), required: true, max: 20 }, { name: 'member_no', label: t('col.member_no'), required: true, max: 31, hint: t('member.no_hint') },
    { name: 'grid', label: t('col.grid'), kind: 'select', options: blank(grids) }, { name: 'team', label: t('col.team'), kind: 'select', options: blank(teams) },
    { name: 'phone', label: t('col.phone'), max: 23 }, { name: 'branch', label: t('col.branch'), max: 10 },
    { name: 'joined_year', label: t('member.joined'), kind: 'number', least: 1930, most: 2100 }, { name: 'province', label: t('member.province'), kind: 'select', options: [['-1', t('choice.unknown')], ...provinces] },
    { name: 'initials', label: t('member.initials'), max: 31, hint: t('member.initials_hint') }, { name: 'left', label: t('member.left_long'), kind: 'check', wide: true }];
}

export async function memberDialog(row, saved) {
  const fields = await memberFields();
  if (row) fields[1].off = true;
  const values = row ? { ...row, province: String(row.province), joined_year: row.joined_year || '' } : { province: '-1' };
  const done = await formDialog({ title: row ? t('member.edit') : t('member.add'), fields, values,
    submit: (v) => post('members/save', { ...v, is_new: !row, member_no: row ? row.member_no : v.member_no, joined_year: v.joined_year || 0, province: Number(v.province), name_key: row && row.name === v.name ? row.name_key : '' }) });
  if (done) { toast(t('do.saved')); saved(); }
}

export default async function show(view) {
  const list = makeList(view, {
    api: 'members', sort: 'name', sizes: [25, 50, 100], caption: t('nav.members'), with: (asking) => ({ left: asking.left || '0' }), none: t('member.none'), nonePicture: 'users', rowClass: (row) => (row.left ? 'gone' : ''),
    filters: [{ name: 'grid', label: t('col.grid'), options: gridChoices }, { name: 'team', label: t('col.team'), options: teamChoices },
      { name: 'card', label: t('col.cards'), options: [['', t('choice.any_card')], ['none', t('choice.no_card')], ['some', t('choice.with_card')]] },
      { name: 'left', label: t('member.left'), initial: '0', options: [['0', t('choice.present')], ['1', t('choice.left')]] }, { name: 'q', kind: 'search', label: t('search.person') }],
    columns: [{ key: 'name', label: t('col.name'), sort: true, cell: personLink }, { key: 'member_no', label: t('col.member_no'), sort: true, cell: (row) => h('span', { class: 'num' }, row.member_no) },
      { key: 'grid', label: t('col.grid'), sort: true, cell: (row) => row.grid_name }, { key: 'team', label: t('col.team'), cell: (row) => row.team_name },
      { key: 'branch', label: t('col.branch'), cell: (row) => [row.branch, row.joined_year ? ` ${row.joined_year}` : ''] }, { key: 'phone', label: t('col.phone'), cell: (row) => h('span', { class: 'num' }, row.phone) },
      { key: 'cards', label: t('col.cards'), cell: (row) => (row.cards ? chip(t('member.cards', { n: row.cards }), 'good') : chip(t('choice.no_card'), 'warn')) },
      { key: 'last', label: t('absent.last'), sort: true, cell: (row) => shortTime(row.last_ms) }],
  });
  fill(view.main, head(t('tab.members'), ...list.filters, may('staff') && button(t('member.add'), () => memberDialog(null, list.reload), 'main-one')), list.above, list.body);
  await list.reload();
}
