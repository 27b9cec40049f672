// Sign-in, also the first one with the password printed by `muster-station init`.
import { h, fill } from '../dom.js';
import { t, speak, spoken, keepLanguage } from '../words.js';
import { post } from '../api.js';
import { makeForm } from '../form.js';

export default function signIn(answer, enter) {
  const draw = () => {
    const form = makeForm({
      label: t('signin.go'),
      fields: [{ name: 'login', label: t('signin.login'), required: true, max: 31, wide: true, autocomplete: 'username' },
        { name: 'password', label: t('signin.password'), kind: 'password', required: true, max: 128, wide: true, autocomplete: 'current-password' }],
      submit: async (values) => enter(await post('login', values)),
    });
    const other = spoken() === 'zh' ? 'en' : 'zh';
    const turn = async () => { keepLanguage(other); await speak(other); draw(); };
    fill(document.body, h('div', { class: 'gate' },
      h('div', { class: 'gate-side' }, h('img', { src: '/console/star.svg', alt: '' }), h('p', { class: 'gate-name' }, t('app.name')), h('p', {}, t('signin.line'))),
      h('main', { class: 'gate-main', id: 'main' }, h('div', { class: 'gate-box' },
        h('h1', {}, answer.station && answer.station.name ? answer.station.name : t('signin.title')),
        h('p', { class: 'quiet' }, answer.first ? t('signin.first') : t('signin.help')), form.form,
        h('button', { type: 'button', class: 'link', lang: other === 'en' ? 'en' : 'zh-CN', on: { click: turn } }, other === 'en' ? 'English' : '中文')))));
    form.field('login').input.focus();
  };
  draw();
}
