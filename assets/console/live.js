// Server-sent events: the station says what moved, pages fetch what they show of it.
let source = null;
const listeners = new Set();

export function listen(run) {
  listeners.add(run);
  return () => listeners.delete(run);
}

export function connect() {
  close();
  source = new EventSource('/console/api/events');
  source.addEventListener('message', (event) => {
    let news;
    try { news = JSON.parse(event.data); } catch { return; }
    listeners.forEach((run) => run(news));
  });
}

export function close() {
  if (source) source.close();
  source = null;
}
