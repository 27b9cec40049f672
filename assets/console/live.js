// Server-sent events: the station reports which data has changed, and pages load it again.
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
