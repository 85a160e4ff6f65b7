// @ts-check
/** Shows times in the reader's zone, and new posts as they appear. Without it the page works the same, only still. */

const EVERY_MS = 2000;
const PATH = '/sandbox/';

const sameDay = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const anyDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** @param {ParentNode} root */
function localise(root) {
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime);
    const today = at.toDateString() === new Date().toDateString();
    time.textContent = (today ? sameDay : anyDay).format(at);
    time.title = full.format(at);
  }
}

/** @param {Element} feed */
async function refresh(feed) {
  const answer = await fetch(PATH, { credentials: 'omit' });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  localise(page);
  const before = feed.querySelector('article');
  const fresh = [...page.querySelectorAll('#feed > *')];
  const known = new Set([...feed.querySelectorAll('article')].map((post) => post.id));
  for (const post of fresh) if (before && !known.has(post.id)) post.classList.add('new');
  feed.replaceChildren(...fresh.map((post) => document.adoptNode(post)));
  for (const id of ['count', 'pages']) {
    const now = page.getElementById(id);
    if (now) document.getElementById(id)?.replaceWith(document.adoptNode(now));
  }
}

localise(document);

const feed = document.querySelector('#feed[data-live]');
if (feed) {
  let seen = document.querySelector('#feed article')?.id ?? null;
  let busy = false;
  setInterval(async () => {
    if (busy || document.hidden || feed.querySelector('details[open]')) return;
    busy = true;
    try {
      const latest = await (await fetch(`${PATH}latest`, { credentials: 'omit' })).json();
      if (latest.id !== seen) {
        seen = latest.id;
        await refresh(feed);
      }
    } catch {
      // The server is away; the next look tells.
    } finally {
      busy = false;
    }
  }, EVERY_MS);
}
