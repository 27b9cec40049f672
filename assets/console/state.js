// The signed-in user, and data that all pages share.
export const session = { user: null, station: {}, counts: {} };

const rank = { viewer: 1, staff: 2, admin: 3 };
/** Hides what the role does not allow; the station checks again. */
export const may = (role) => Boolean(session.user) && rank[session.user.role] >= rank[role];

// Lists that many pages need; loaded once, and again after an edit.
const kept = new Map();
export function once(key, fetcher) {
  if (!kept.has(key)) kept.set(key, fetcher().catch((error) => { kept.delete(key); throw error; }));
  return kept.get(key);
}
export function forget(key) { key ? kept.delete(key) : kept.clear(); }
