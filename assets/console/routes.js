// All pages: address, file, section of the console, and the lowest role that may see it.
const page = (path, section, file, show, least) => ({ path, section, file: `./pages/${file}.js`, show, least });

const under = (label, href, least) => ({ label, href, least });

/** The navigation column. The pages of a section are listed while one of them is open. */
export const sections = [
  { key: 'today', href: '/' },
  { key: 'attendance', href: '/attendance', pages: [under('log', '/attendance'), under('absent', '/attendance/absent'), under('sheet', '/attendance/sheet')] },
  { key: 'requests', href: '/requests', count: 'requests' },
  { key: 'members', href: '/members', pages: [under('members', '/members'), under('cards', '/members/cards', 'staff'), under('grids', '/members/grids'), under('teams', '/members/teams'), under('visits', '/members/visits')] },
  { key: 'activities', href: '/activities', pages: [under('month', '/activities'), under('list', '/activities/list')] },
  { key: 'stories', href: '/stories' },
  { key: 'notices', href: '/notices', pages: [under('notices', '/notices'), under('guides', '/guides'), under('categories', '/categories')] },
  { key: 'kiosks', href: '/kiosks', count: 'asides', pages: [under('kiosks', '/kiosks'), under('asides', '/kiosks/asides', 'admin'), under('upstream', '/kiosks/upstream'), under('tiers', '/kiosks/tiers'), under('below', '/kiosks/below')] },
  { key: 'audit', href: '/audit', least: 'admin' },
  { key: 'settings', href: '/settings', least: 'admin', pages: [under('settings', '/settings'), under('users', '/settings/users'), under('staff', '/settings/staff')] },
];

export const routes = [
  page(/^\/$/, 'today', 'today'),
  page(/^\/attendance$/, 'attendance', 'attendance'),
  page(/^\/attendance\/absent$/, 'attendance', 'absent'),
  page(/^\/attendance\/sheet$/, 'attendance', 'sheet'),
  page(/^\/requests$/, 'requests', 'requests'),
  page(/^\/requests\/([^/]+)$/, 'requests', 'request', undefined, 'staff'),
  page(/^\/members$/, 'members', 'members'),
  page(/^\/members\/cards$/, 'members', 'cards', undefined, 'staff'),
  page(/^\/members\/grids$/, 'members', 'groups', 'grids'),
  page(/^\/members\/teams$/, 'members', 'groups', 'teams'),
  page(/^\/members\/visits$/, 'members', 'visits'),
  page(/^\/member\/([^/]+)$/, 'members', 'member'),
  page(/^\/activities$/, 'activities', 'activities'),
  page(/^\/activities\/list$/, 'activities', 'activity_list'),
  page(/^\/stories$/, 'stories', 'stories'),
  page(/^\/stories\/([^/]+)$/, 'stories', 'story', undefined, 'staff'),
  page(/^\/notices$/, 'notices', 'notices'),
  page(/^\/guides$/, 'notices', 'guides'),
  page(/^\/guides\/([^/]+)$/, 'notices', 'guide', undefined, 'staff'),
  page(/^\/categories$/, 'notices', 'categories'),
  page(/^\/kiosks$/, 'kiosks', 'kiosks'),
  page(/^\/kiosks\/asides$/, 'kiosks', 'asides', undefined, 'admin'),
  page(/^\/kiosks\/upstream$/, 'kiosks', 'upstream'),
  page(/^\/kiosks\/tiers$/, 'kiosks', 'tiers'),
  page(/^\/kiosks\/below$/, 'kiosks', 'below'),
  page(/^\/audit$/, 'audit', 'audit', undefined, 'admin'),
  page(/^\/settings$/, 'settings', 'settings', undefined, 'admin'),
  page(/^\/settings\/users$/, 'settings', 'users', undefined, 'admin'),
  page(/^\/settings\/staff$/, 'settings', 'staff', undefined, 'admin'),
  page(/^\/account$/, 'account', 'account'),
];
