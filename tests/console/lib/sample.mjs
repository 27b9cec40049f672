// A morning at the station: two kiosks, an activity with arrivals, requests, visits.
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
  await admin.post('visits/save', { member_no: no(1), what: '子女在外地，请网格多去看看。', at_ms: now - 20 * 86400000, next_due_ms: now + 5 * 86400000 });
  return { one, two, activity };
}

export const PAGES = { today: '/', attendance: '/attendance', attendance_none: '/attendance?day=2020-01-01', absent: '/attendance/absent', sheet: '/attendance/sheet', requests: '/requests', request: '/requests/102-0002', members: '/members', member: '/member/LS0001', cards: '/members/cards', grids: '/members/grids', teams: '/members/teams', visits: '/members/visits', activities: '/activities', activity_list: '/activities/list', stories: '/stories', story: '/stories/wang-shuanggen', story_new: '/stories/new', notices: '/notices', guides: '/guides', guide: '/guides/legal-aid', categories: '/categories', kiosks: '/kiosks', asides: '/kiosks/asides', upstream: '/kiosks/upstream', tiers: '/kiosks/tiers', audit: '/audit', settings: '/settings', users: '/settings/users', staff: '/settings/staff', account: '/account' };
