// The user's own account and password.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { post, keepToken } from '../api.js';
import { head, cardBox, facts, toast } from '../parts.js';
import { makeForm } from '../form.js';
import { session } from '../state.js';
import { connect } from '../live.js';

export default async function show(view) {
  const form = makeForm({ label: t('account.change'), fields: [{ name: 'old', label: t('account.old'), kind: 'password', required: true, max: 128, wide: true, autocomplete: 'current-password' }, { name: 'password', label: t('account.new'), kind: 'password', required: true, max: 128, autocomplete: 'new-password', hint: t('account.rule') }, { name: 'again', label: t('account.again'), kind: 'password', required: true, max: 128, same: 'password', autocomplete: 'new-password' }],
    submit: async (values) => {
      const answer = await post('password', { old: values.old, password: values.password });
      if (answer.csrf) keepToken(answer.csrf);
      session.user.must_change = false;
      toast(t('account.changed'));
      connect();
      view.go('/');
    } });
  fill(view.main, head(t('account.title')), session.user.must_change && h('p', { class: 'note warn' }, t('account.must')), h('div', { class: 'columns even' },
    cardBox(t('account.password'), form.form), cardBox(t('account.me'), facts([[t('col.name'), session.user.name], [t('signin.login'), session.user.login], [t('user.role'), t(`role.${session.user.role}`)], [t('user.grid'), session.user.grid_name || t('user.all_grids')]]))));
}
