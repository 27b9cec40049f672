// Fields, forms and dialogs.
import { h, freshId, fill } from './dom.js';
import { t } from './words.js';
import { get } from './api.js';
import { button, sentence } from './parts.js';

/** A person picker: search by name, pinyin initials or number. Its value is the member_no. */
function picker(field, id, value) {
  const list = h('ul', { role: 'listbox', id: `${id}-list`, hidden: true });
  const box = h('input', { id, type: 'text', role: 'combobox', autocomplete: 'off', 'aria-expanded': 'false', 'aria-controls': `${id}-list`, 'aria-autocomplete': 'list', placeholder: t('picker.hint'), value: value ? `${value}` : '' });
  const root = h('div', { class: 'picker' }, box, list);
  let chosen = value || '', rows = [], marked = -1, wait = 0, asked = 0;
  const show = (open) => { list.hidden = !open; box.setAttribute('aria-expanded', String(open)); };
  const mark = (n) => {
    marked = n;
    [...list.children].forEach((li, i) => li.setAttribute('aria-selected', String(i === n)));
    if (list.children[n]) box.setAttribute('aria-activedescendant', list.children[n].id);
  };
  const take = (row) => { chosen = row.member_no; box.value = `${row.name}  ${row.member_no}`; show(false); if (field.chosen) field.chosen(row); };
  const look = async () => {
    const ticket = ++asked;
    const answer = await get('members', { q: box.value.trim(), size: 8, left: 0 }).catch(() => ({ rows: [] }));
    if (ticket !== asked) return;
    rows = answer.rows;
    fill(list, rows.map((row, i) => h('li', { role: 'option', id: `${id}-${i}`, on: { mousedown: (e) => { e.preventDefault(); take(row); } } }, row.name, h('span', { class: 'quiet small' }, `${row.grid_name || ''} ${row.member_no}`))),
      !rows.length && h('li', { class: 'quiet' }, t('picker.none')));
    show(true);
    mark(rows.length ? 0 : -1);
  };
  box.addEventListener('input', () => { chosen = ''; clearTimeout(wait); wait = setTimeout(look, 150); });
  box.addEventListener('blur', () => show(false));
  box.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && list.hidden) look();
    else if (event.key === 'ArrowDown') mark(Math.min(marked + 1, rows.length - 1));
    else if (event.key === 'ArrowUp') mark(Math.max(marked - 1, 0));
    else if (event.key === 'Enter' && !list.hidden && rows[marked]) take(rows[marked]);
    else if (event.key === 'Escape' && !list.hidden) show(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { root, box, read: () => chosen };
}

function control(field, id, value) {
  const common = { id, name: field.name, required: field.required, maxlength: field.max, placeholder: field.placeholder, autocomplete: field.autocomplete || 'off', disabled: field.off };
  if (field.kind === 'area') return h('textarea', { ...common, rows: field.rows || 4, value: value || '' });
  if (field.kind === 'select') return h('select', { ...common, value: value === undefined || value === null ? '' : String(value) }, field.options.map(([v, label]) => h('option', { value: v }, label)));
  if (field.kind === 'check') return h('input', { ...common, type: 'checkbox', checked: Boolean(value) });
  const types = { number: 'number', date: 'date', moment: 'datetime-local', password: 'password', file: 'file' };
  const kind = types[field.kind] || 'text';
  const extra = kind === 'number' ? { min: field.least, max: field.most, step: field.step || 1, inputmode: 'numeric' } : kind === 'file' ? { accept: field.accept } : {};
  const input = h('input', { ...common, ...extra, type: kind });
  if (kind !== 'file') input.value = value === undefined || value === null ? '' : String(value);
  return input;
}

function readControl(field, input) {
  if (field.kind === 'check') return input.checked;
  if (field.kind === 'number') return input.value === '' ? null : Number(input.value);
  if (field.kind === 'file') return input.files[0] || null;
  return field.kind === 'password' || field.kind === 'area' ? input.value : input.value.trim();
}

/** One labelled field: {root, read(), wrong(text), input}. */
export function makeField(field, value) {
  const id = freshId('field'), about = `${id}-about`;
  const wrong = h('p', { class: 'wrong', id: about, hidden: true });
  const made = field.kind === 'member' ? picker(field, id, value) : { root: control(field, id, value) };
  const input = made.box || made.root;
  const hint = field.hint ? h('p', { class: 'hint', id: `${id}-hint` }, field.hint) : null;
  if (hint) input.setAttribute('aria-describedby', `${id}-hint`);
  const label = h('label', { for: id }, field.label, field.required && h('span', { class: 'out' }, t('form.needed')));
  const root = field.kind === 'check'
    ? h('div', { class: `field check ${field.wide ? 'wide' : ''}` }, made.root, label, hint, wrong)
    : h('div', { class: `field ${field.wide || field.kind === 'area' ? 'wide' : ''}` }, label, made.root, hint, wrong);
  if (field.change) input.addEventListener('change', () => field.change(readControl(field, input)));
  return {
    root, input, name: field.name,
    read: () => (made.read ? made.read() : readControl(field, input)),
    write: (next) => { if (field.kind === 'check') input.checked = Boolean(next); else input.value = next; },
    wrong(text) {
      wrong.textContent = text || '';
      wrong.hidden = !text;
      if (text) { input.setAttribute('aria-invalid', 'true'); input.setAttribute('aria-errormessage', about); } else input.removeAttribute('aria-invalid');
    },
  };
}

function check(fields, made) {
  let first = null;
  made.forEach((one, i) => {
    const value = one.read(), field = fields[i];
    let text = '';
    if (field.required && (value === '' || value === null || value === false)) text = t('form.must');
    else if (field.kind === 'member' && !value && one.input.value.trim()) text = t('picker.choose');
    else if (field.same && value !== made.find((m) => m.name === field.same).read()) text = t('form.not_same');
    else if (one.input.validity && !one.input.validity.valid) text = one.input.validationMessage;
    one.wrong(text);
    if (text && !first) first = one;
  });
  if (first) first.input.focus();
  return !first;
}

/** A form: its fields, the action for their values, and its error messages. */
export function makeForm({ fields, values = {}, submit, label, danger, extra, cancel }) {
  const made = fields.map((field) => makeField(field, values[field.name]));
  const said = h('div', { class: 'note bad', role: 'alert', hidden: true });
  const ok = h('button', { type: 'submit', class: `button main-one ${danger ? 'danger' : ''}` }, label || t('do.save'));
  const read = () => Object.fromEntries(made.map((one) => [one.name, one.read()]));
  const run = async (event) => {
    event.preventDefault();
    said.hidden = true;
    if (!check(fields, made)) return;
    ok.disabled = true;
    try { await submit(read()); } catch (error) {
      const at = made.find((one) => error.more && one.name === error.more.field);
      said.textContent = `${sentence(error)} (${error.code || 'page'})`;
      said.hidden = false;
      if (at) { at.wrong(sentence(error)); at.input.focus(); }
      if (!error.code) console.error(error);
    }
    ok.disabled = false;
  };
  const form = h('form', { novalidate: true, on: { submit: run } },
    h('div', { class: 'form' }, made.map((one) => one.root), said,
      h('div', { class: 'row end' }, extra, cancel && button(t('do.cancel'), cancel), ok)));
  return { form, read, fields: made, field: (name) => made.find((one) => one.name === name) };
}

/** A dialog; the promise resolves when it is closed. */
export function openDialog(title, build) {
  return new Promise((done) => {
    const id = freshId('dialog');
    const dialog = h('dialog', { 'aria-labelledby': id });
    const close = (value) => { if (dialog.open) { dialog.returned = value; dialog.close(); } };
    dialog.append(h('div', { class: 'box' }, h('h2', { id }, title), build(close)));
    dialog.addEventListener('close', () => { dialog.remove(); done(dialog.returned); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
export const formDialog = ({ title, note, submit, ...rest }) => openDialog(title, (close) => {
  const made = makeForm({ ...rest, cancel: () => close(false), submit: async (values) => { await submit(values); close(true); } });
  return h('div', {}, note && h('p', { class: 'quiet' }, note), made.form);
});
export const sure = (title, text, label, danger = true) => openDialog(title, (close) => h('div', { class: 'form' },
  h('p', { class: 'wide' }, text), h('div', { class: 'row end' }, button(t('do.cancel'), () => close(false)), button(label, () => close(true), `main-one ${danger ? 'danger' : ''}`))));
