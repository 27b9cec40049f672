// Calls of the station's JSON API. Every POST carries the CSRF token from sign-in.
let token = '';
let onSignedOut = () => {};

export class Trouble extends Error {
  constructor(code, message, status, more) {
    super(message || code);
    this.code = code;
    this.status = status;
    this.more = more || {};
  }
}

export function keepToken(value) { token = value || ''; }
export function whenSignedOut(run) { onSignedOut = run; }

export function address(name, params) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params || {}))
    if (value !== undefined && value !== null && value !== '') query.set(key, value);
  const text = query.toString();
  return `/console/api/${name}${text ? `?${text}` : ''}`;
}

const BUSY_TRIES = 4;
const soon = (signal) => new Promise((done, failed) => { setTimeout(done, 700); if (signal) signal.addEventListener('abort', () => failed(signal.reason)); });

async function call(url, options, tries = BUSY_TRIES) {
  let answer;
  try {
    answer = await fetch(url, { credentials: 'same-origin', cache: 'no-store', ...options });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Trouble('no_answer', '', 0);
  }
  let body = null;
  try { body = await answer.json(); } catch { /* reported below */ }
  if (answer.ok && body) return body;
  if (answer.status === 503 && body && body.error === 'busy' && tries > 1) { // too many slow requests: retry silently
    await soon(options.signal);
    return call(url, options, tries - 1);
  }
  if (answer.status === 401 && body && body.error === 'signed_out') onSignedOut();
  throw new Trouble((body && body.error) || `http_${answer.status}`, body && body.message, answer.status, body);
}

export const get = (name, params, signal) => call(address(name, params), { signal });

export const post = (name, body) => call(address(name), {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-Muster-CSRF': token },
  body: JSON.stringify(body || {}),
});

/** Uploads a file: a picture or a calendar. Its name is in the address. */
export const upload = (name, file, params) => call(address(name, { name: file.name, ...params }), {
  method: 'POST',
  headers: { 'Content-Type': 'application/octet-stream', 'X-Muster-CSRF': token },
  body: file,
});

/** Returns a picture that the station draws from the data sent. */
export async function picture(name, body, signal) {
  const answer = await fetch(address(name), {
    method: 'POST', signal, credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', 'X-Muster-CSRF': token },
    body: JSON.stringify(body),
  });
  if (answer.ok) return answer.blob();
  const said = await answer.json().catch(() => ({}));
  throw new Trouble(said.error || `http_${answer.status}`, said.message, answer.status, said);
}
