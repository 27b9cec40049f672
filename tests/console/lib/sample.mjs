// Sample data: a morning with two kiosks, an activity with check-ins, requests and visits.
import { checkIn, makeActivity, pairKiosk } from './station.mjs';

export async function aMorning(station, admin, now = Date.now()) {
  const one = await pairKiosk(station, admin, '大厅一号', 'k-one'), two = await pairKiosk(station, admin, '大厅二号', 'k-two');
  const activity = await makeActivity(admin, undefined, {}, 'morning@muster', now);
  const no = (i) => `LS${String(i).padStart(4, '0')}`;
  const rows = Array.from({ length: 39 }, (x, i) => checkIn(activity, no(i + 1), activity.begin - 1500000 + i * 75000, i > 36));
  for (const weeks of [1, 2, 3]) for (let i = 1; i <= 98; i++) rows.push(checkIn({ activity: activity.activity, recurrence_ms: activity.begin - weeks * 604800000 }, no(i), activity.begin - weeks * 604800000 + i * 6000));
  for (let i = 0; i < rows.length; i += 200) await one.send(rows.slice(i, i + 200));
  const requests = ['care', 'work', 'law', 'hardship', 'care'].map((category, i) => ({ kind: 'request', at_ms: now - i * 9 * 86400000, number: `102-000${i + 1}`, category, member_no: i % 2 ? no(i) : '' }));
  await two.send([{ kind: 'visit', at_ms: now, outcome: 'visit', member_no: no(50) }, { kind: 'device_status', version: '0.1.0', waiting: 0, disk_free_bytes: 21e9, reader_up: true }, ...requests, { kind: 'refused_tap', outcome: 'unknown_card', card: 'ab'.repeat(32) }, { kind: 'not_yet_known' }]);
  const village = await pairKiosk(station, admin, '高庄社区站', 's-village', true), below = (origin_seq, row) => ({ ...row, origin_kiosk: origin_seq < 3 ? 'k-a' : 'k-b', origin_seq });
  const there = { activity: 'theirs@muster', recurrence_ms: now - 3600000 };
  await village.send([below(1, checkIn(there, 'GZ0001', now - 3000000)), below(2, checkIn(there, 'GZ0002', now - 2900000)), below(3, { kind: 'visit', at_ms: now - 2000000, outcome: 'visit', member_no: 'GZ0003' }), below(4, { kind: 'request', at_ms: now - 40 * 86400000, number: '301-0001', category: 'care' }), below(5, { kind: 'device_status', at_ms: now - 2 * 86400000, version: '0.1.0', waiting: 3, disk_free_bytes: 9e9, reader_up: false })]);
  await admin.post('visits/save', { member_no: no(1), what: '子女在外地，请网格多去看看。', at_ms: now - 20 * 86400000, next_due_ms: now + 5 * 86400000 });
  return { one, two, activity };
}

export const PAGES = { today: '/', attendance: '/attendance', attendance_none: '/attendance?day=2020-01-01', absent: '/attendance/absent', sheet: '/attendance/sheet', requests: '/requests', request: '/requests/102-0002', members: '/members', member: '/member/LS0001', cards: '/members/cards', grids: '/members/grids', teams: '/members/teams', visits: '/members/visits', activities: '/activities', activity_list: '/activities/list', stories: '/stories', story: '/stories/wang-shuanggen', story_new: '/stories/new', notices: '/notices', guides: '/guides', guide: '/guides/legal-aid', categories: '/categories', kiosks: '/kiosks', asides: '/kiosks/asides', upstream: '/kiosks/upstream', tiers: '/kiosks/tiers', below: '/kiosks/below', audit: '/audit', settings: '/settings', users: '/settings/users', staff: '/settings/staff', account: '/account' };
