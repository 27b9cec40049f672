// One request: its text, its stages, and the next action. Opening it is recorded in the audit log.
import { h, fill, icon } from '../dom.js';
import { t } from '../words.js';
import { get, post, address } from '../api.js';
import { headBack, cardBox, facts, button, toast } from '../parts.js';
import { makeForm } from '../form.js';
import { dayTime, shortTime, day, dayStart, ago } from '../format.js';
import { STAGES, stageChip, peopleChoices } from '../shared.js';
import { may, session } from '../state.js';
import { ratingChip } from './requests.js';

function said(row) {
  const who = row.name ? h('a', { href: `/member/${encodeURIComponent(row.member_no)}` }, row.name) : t('request.no_name');
  return cardBox(t('request.said'), h('div', { class: 'stack' },
    row.text ? h('p', { class: 'said pre' }, row.text) : !row.voice_note && h('p', { class: 'quiet' }, row.closed ? t('request.sealed') : t('request.nothing')),
    row.voice_note && h('div', {}, h('p', { class: 'small quiet' }, t('request.voice')), h('audio', { controls: true, preload: 'none', src: address('requests/voice', { number: row.number }), 'aria-label': t('request.voice') })),
    facts([[t('col.name'), who], [t('col.phone'), row.phone && h('span', { class: 'num' }, row.phone)], [t('col.category'), row.category_title || row.category], [t('col.filed'), dayTime(row.at_ms)], [t('col.grid'), row.grid_name], [t('col.kiosk'), row.kiosk === '@desk' ? t('counter.here') : row.kiosk_name || row.kiosk]])));
}

function steps(row) {
  const one = (stage, i) => {
    const step = row.steps.find((s) => s.stage === i);
    const state = step ? 'done' : i === row.stage + 1 ? 'now' : '';
    return h('li', { class: state }, h('span', { class: 'dot', 'aria-hidden': 'true' }, step ? icon('check') : i + 1),
      h('div', {}, h('h3', {}, t(`stage.${stage}`)), step ? h('p', { class: 'small quiet' }, `${shortTime(step.at_ms)}${step.by_name ? ` · ${step.by_name}` : ''}`) : h('p', { class: 'small quiet' }, t('request.not_yet')),
        step && step.note && h('p', { class: 'pre' }, step.note), step && step.answer && h('p', { class: 'said pre' }, step.answer)));
  };
  return cardBox(t('request.course'), h('ol', { class: 'steps' }, STAGES.map(one)));
}

function stepForm(row, changed) {
  const next = Math.min(row.stage + 1, 4);
  const options = STAGES.map((stage, i) => [String(i), t(`stage.${stage}`)]).filter(([i]) => Number(i) >= Math.max(row.stage, 1));
  const kept = row.steps.find((s) => s.stage === 3);
  const form = makeForm({
    label: t('request.take'), values: { stage: String(next), answer: kept ? kept.answer : '' },
    fields: [{ name: 'stage', label: t('request.next'), kind: 'select', options, wide: true, change: (v) => sync(v) },
      { name: 'note', label: t('request.note'), kind: 'area', rows: 2, max: 60, hint: t('request.note_hint') },
      { name: 'answer', label: t('request.answer'), kind: 'area', rows: 5, max: 650, hint: t('request.answer_hint') }],
    submit: async (values) => {
      if (values.stage === '3' && !values.answer.trim()) throw Object.assign(new Error(), { code: 'answer_needed', more: { field: 'answer' } });
      await post('requests/step', { number: row.number, stage: Number(values.stage), note: values.note.trim(), answer: values.stage === '3' ? values.answer.trim() : '' });
      toast(t('request.taken', { stage: t(`stage.${STAGES[Number(values.stage)]}`) }));
      changed();
    },
  });
  const sync = (value) => { form.field('answer').root.hidden = value !== '3'; };
  sync(String(next));
  return cardBox(t('request.work'), form.form);
}

async function assignForm(row, changed) {
  const people = [['', t('choice.nobody')], ...(await peopleChoices())];
  return cardBox(t('request.who_does'), makeForm({
    label: t('do.save'), values: { assignee: row.assignee || '', due: row.due_ms ? day(row.due_ms) : '' },
    fields: [{ name: 'assignee', label: t('col.assignee'), kind: 'select', options: people }, { name: 'due', label: t('col.due'), kind: 'date' }],
    submit: async (values) => { await post('requests/assign', { number: row.number, assignee: values.assignee, due_ms: values.due ? dayStart(values.due) + 86399000 : 0 }); toast(t('do.saved')); changed(); },
  }).form);
}

const rating = (row) => row.rating > 0 && cardBox(t('col.rating'), h('p', {}, ratingChip(row.rating)), row.rating_text && h('p', { class: 'said pre' }, row.rating_text));

function slip(row) {
  const last = row.steps.find((s) => s.stage === 3);
  return h('section', { class: 'slip', 'aria-hidden': 'true' }, h('h2', {}, t('slip.title', { station: session.station.name || '' })), h('p', { class: 'big-number' }, row.number),
    facts([[t('col.category'), row.category_title || row.category], [t('col.filed'), dayTime(row.at_ms)], [t('col.name'), row.name || '—'], [t('col.phone'), row.phone || '—'], [t('request.said'), h('span', { class: 'pre' }, row.text || (row.voice_note ? t('request.spoken') : '—'))],
      ...row.steps.map((s) => [t(`stage.${STAGES[s.stage]}`), `${dayTime(s.at_ms)}  ${s.note || ''}`]), last && last.answer && [t('request.answer'), h('span', { class: 'pre' }, last.answer)]]),
    h('div', { class: 'signs' }, h('span', {}, t('slip.staff')), h('span', {}, t('slip.person'))));
}

function printSlip() {
  document.body.classList.add('printing-slip');
  print();
  document.body.classList.remove('printing-slip');
}

export default async function show(view) {
  const number = view.found[0];
  const load = async () => {
    const row = await get('requests/one', { number }, view.signal);
    const work = may('staff') ? [stepForm(row, load), await assignForm(row, load)] : [];
    fill(view.main, headBack(row.number, '/requests', t('nav.requests'), stageChip(row.stage), row.due_ms && row.stage < 3 ? h('span', { class: row.due_ms < Date.now() ? 'bad' : 'quiet' }, t('request.due', { day: day(row.due_ms) })) : h('span', { class: 'quiet' }, ago(row.at_ms)), button(t('slip.print'), printSlip, '', 'printer')),
      h('div', { class: 'columns even' }, h('div', { class: 'stack' }, said(row), rating(row), ...work), steps(row)), slip(row));
  };
  await load();
}
