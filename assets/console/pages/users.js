// The accounts of this console and their roles.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { post } from '../api.js';
import { head, button, chip, toast } from '../parts.js';
import { makeList } from '../list.js';
import { formDialog } from '../form.js';
import { shortTime } from '../format.js';
import { gridChoices } from '../shared.js';
import { forget } from '../state.js';

async function edit(row, saved) {
  const grids = [['', t('user.all_grids')], ...(await gridChoices()).slice(1)];
  const done = await formDialog({ title: t(row ? 'user.edit' : 'user.add'), values: row || { role: 'staff' },
    fields: [{ name: 'login', label: t('signin.login'), required: true, max: 31, off: Boolean(row), hint: t('user.login_hint') }, { name: 'name', label: t('col.name'), required: true, max: 20 }, { name: 'role', label: t('user.role'), kind: 'select', options: ['admin', 'staff', 'viewer'].map((one) => [one, t(`role.${one}`)]) }, { name: 'grid', label: t('user.grid'), kind: 'select', options: grids, hint: t('user.grid_hint') },
      { name: 'password', label: t(row ? 'user.new_password' : 'signin.password'), kind: 'password', required: !row, max: 128, wide: true, autocomplete: 'new-password', hint: t('account.rule') }, ...(row ? [{ name: 'off', label: t('user.off'), kind: 'check', wide: true }] : [])],
    submit: (values) => post('users/save', { ...values, login: row ? row.login : values.login, is_new: !row }) });
  if (done) { forget('people'); toast(t('do.saved')); saved(); }
}

export default async function show(view) {
  const list = makeList(view, { api: 'users', sort: 'login', sizes: [25, 50], caption: t('tab.users'), none: t('user.none'), filters: [{ name: 'q', kind: 'search', label: t('search.name') }], rowClass: (row) => (row.off ? 'off' : ''),
    columns: [{ key: 'login', label: t('signin.login'), sort: true, cell: (row) => h('span', { class: 'strong' }, row.login) }, { key: 'name', label: t('col.name'), sort: true, cell: (row) => row.name }, { key: 'role', label: t('user.role'), sort: true, cell: (row) => chip(t(`role.${row.role}`), row.role === 'admin' ? 'sky' : '') }, { key: 'grid', label: t('user.grid'), cell: (row) => row.grid_name || t('user.all_grids') }, { key: 'last', label: t('user.last'), cell: (row) => shortTime(row.last_ms) || t('time.never') },
      { key: 'state', label: t('col.state'), class: 'keep', cell: (row) => (row.off ? chip(t('user.is_off'), 'bad') : row.locked ? chip(t('user.locked'), 'warn') : chip(t('user.on'), 'good')) }, { key: 'more', label: h('span', { class: 'out' }, t('col.more')), class: 'right keep', cell: (row) => button(t('do.edit'), () => edit(row, list.reload), 'slim') }] });
  fill(view.main, head(t('tab.users'), ...list.filters, button(t('user.add'), () => edit(null, list.reload), 'main-one')), list.above, list.body);
  await list.reload();
}
