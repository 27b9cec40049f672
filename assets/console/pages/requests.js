// The list of requests, by stage.
import { h, fill } from '../dom.js';
import { t } from '../words.js';
import { head, chip, button } from '../parts.js';
import { makeList, query, setQuery } from '../list.js';
import { shortTime, shortDay } from '../format.js';
import { categoryChoices, gridChoices, peopleChoices, STAGES, stageChip } from '../shared.js';
import { session, may } from '../state.js';
import { listen } from '../live.js';
import { fileDialog } from './counter.js';

const ratingTone = ['', 'good', 'warn', 'bad'];
export const ratingChip = (rating) => rating > 0 && chip(t(`rating.${rating}`), ratingTone[rating]);

function due(row) {
  if (!row.due_ms || row.stage >= 3) return '';
  return row.due_ms < Date.now() ? chip(t('request.overdue', { day: shortDay(row.due_ms) }), 'bad') : shortDay(row.due_ms);
}

function stages(answer, again) {
  const now = query().stage || 'open';
  const one = (value, label, count, late) => h('button', { type: 'button', 'aria-pressed': String(now === value), on: { click: () => { setQuery({ stage: value === 'open' ? '' : value, page: '' }); again(); } } }, label, h('span', { class: 'n num' }, count), late > 0 && h('span', { class: 'late small' }, t('request.late', { n: late })));
  const counts = answer.stages, open = counts.slice(0, 3);
  const sum = (key) => open.reduce((all, c) => all + c[key], 0);
  return h('div', { class: 'stages', role: 'group', 'aria-label': t('col.stage') }, one('open', t('request.open'), sum('count'), sum('overdue')),
    STAGES.map((stage, i) => one(String(i), t(`stage.${stage}`), counts[i].count, counts[i].overdue)));
}

export default async function show(view) {
  const list = makeList(view, {
    api: 'requests', sort: 'due', sizes: [25, 50, 100], caption: t('nav.requests'), with: (asking) => ({ stage: asking.stage || 'open' }),
    rowKey: (row) => row.number, none: t('request.none'), nonePicture: 'message-square-text',
    filters: [{ name: 'category', label: t('col.category'), options: categoryChoices }, { name: 'grid', label: t('col.grid'), options: gridChoices },
      { name: 'assignee', label: t('col.assignee'), options: async () => [['', t('choice.anybody')], [session.user.login, t('choice.mine')], ['-', t('choice.nobody')], ...(await peopleChoices()).filter(([login]) => login !== session.user.login)] },
      { name: 'overdue', label: t('request.due_filter'), options: [['', t('choice.any_due')], ['1', t('choice.overdue')]] },
      { name: 'q', kind: 'search', label: t('search.request') }],
    columns: [{ key: 'number', label: t('col.number'), sort: true, cell: (row) => h('a', { class: 'row-link num', href: `/requests/${encodeURIComponent(row.number)}` }, row.number) },
      { key: 'category', label: t('col.category'), cell: (row) => row.category_title || row.category }, { key: 'name', label: t('col.name'), cell: (row) => row.name || h('span', { class: 'quiet' }, t('request.no_name')) },
      { key: 'filed', label: t('col.filed'), sort: true, cell: (row) => h('span', { class: 'num' }, shortTime(row.at_ms)) }, { key: 'stage', label: t('col.stage'), sort: true, class: 'chips-cell', cell: (row) => [stageChip(row.stage), row.voice_note && chip(t('request.spoken'), 'sky'), ratingChip(row.rating)] },
      { key: 'assignee', label: t('col.assignee'), cell: (row) => row.assignee_name || h('span', { class: 'quiet' }, t('choice.nobody')) },
      { key: 'due', label: t('col.due'), sort: true, cell: due }],
    above: (answer) => stages(answer, list.again),
  });
  fill(view.main, head(t('nav.requests'), ...list.filters, may('staff') && button(t('counter.file'), () => fileDialog(null, view.go, list.reload), 'main-one')), list.above, list.body);
  await list.reload();
  let wait = 0;
  const stop = listen((news) => { if (news.topics && !news.topics.includes('request')) return; clearTimeout(wait); wait = setTimeout(() => list.reload(), 150); });
  return { close() { stop(); clearTimeout(wait); } };
}
