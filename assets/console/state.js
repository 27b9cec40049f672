// Who is signed in, and what the whole console shares while he is.
export const session = { user: null, station: {}, counts: {} };

const rank = { viewer: 1, staff: 2, admin: 3 };
/** The page hides what a role may not do; the station decides again. */
export const may = (role) => Boolean(session.user) && rank[session.user.role] >= rank[role];

// Lists that many pages need, fetched once and again after somebody edits them.
const kept = new Map();
export function once(key, fetcher) {
  if (!kept.has(key)) kept.set(key, fetcher().catch((error) => { kept.delete(key); throw error; }));
  return kept.get(key);
}
export function forget(key) { key ? kept.delete(key) : kept.clear(); }
