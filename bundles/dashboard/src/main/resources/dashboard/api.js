/**
 * Calls of this server's REST API (RFC 9457 problems, a session by cookie).
 *
 * @typedef {{field: string, rule: string, message: string}} FieldError
 */

const BASE = '/api/v1';

/** What the server says is wrong: a sentence for people, and one for each field. */
export class Trouble extends Error {
  /**
   * @param {number} status of HTTP; 0 where the server was not reached
   * @param {string} code stable, for programs
   * @param {string} detail
   * @param {FieldError[]} errors
   */
  constructor(status, code, detail, errors) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** Told when the session has ended, so that the person can sign in again. */
export const SIGNED_OUT = 'carillon-signed-out';

/**
 * @param {string} name
 * @returns {string} empty where there is no such cookie
 */
function cookie(name) {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : '';
}

/**
 * @param {string} method
 * @param {string} path below the API's base
 * @param {unknown} [body] sent as JSON
 * @returns {Promise<any>} the answer's JSON; undefined where it has none
 * @throws {Trouble}
 */
export async function call(method, path, body) {
  const headers = new Headers({ Accept: 'application/json', 'X-CSRF-Token': cookie('carillon-csrf') });
  if (body !== undefined) {
    headers.set('Content-Type', 'application/json');
  }
  let response;
  try {
    response = await fetch(BASE + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Trouble(0, 'unreachable', 'Carillon cannot be reached. Is the server running?', []);
  }
  if (response.ok) {
    return response.status === 204 ? undefined : response.json();
  }
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401 && problem.code !== 'wrong-credentials') {
    window.dispatchEvent(new Event(SIGNED_OUT));
  }
  throw new Trouble(
    response.status,
    problem.code ?? '',
    problem.detail ?? `The server answered ${response.status}.`,
    problem.errors ?? [],
  );
}

/**
 * All pages of a list.
 *
 * @param {string} path
 * @returns {Promise<any[]>}
 */
export async function all(path) {
  const items = [];
  let cursor = null;
  do {
    const query = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await call('GET', `${path}?limit=100${query}`);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}

/** How long a refused line rests before it is taken up again: twice as long each time, up to the longest. */
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;

/**
 * Follows what happens on the server, for as long as the page is open. A line that breaks is taken up again by the browser,
 * one that the server refuses (it is starting, or has as many as it can) by this.
 *
 * @param {string} type such as `account.changed`
 * @param {(data: any) => void} heard
 * @param {() => void} missed told when the line is there again: something may have happened that nobody heard
 * @returns {() => void} ends it
 */
export function follow(type, heard, missed) {
  let broken = false;
  let refusals = 0;
  let rest = 0;
  /** @type {EventSource} */
  let line;
  const open = () => {
    line = new EventSource(`${BASE}/events`);
    line.addEventListener(type, (event) => heard(JSON.parse(event.data)));
    line.addEventListener('open', opened);
    line.addEventListener('error', failed);
  };
  const opened = () => {
    refusals = 0;
    if (broken) {
      missed();
    }
  };
  const failed = () => {
    broken = true;
    if (line.readyState === EventSource.CLOSED) {
      // Not all pages come at the same moment when a server is back.
      rest = window.setTimeout(open, Math.min(FIRST_REST_MS * 2 ** refusals, LONGEST_REST_MS) * (1 + Math.random() / 4));
      refusals += 1;
      // A refused line does not say why; this leads those to signing in whose session has ended.
      call('GET', '/session').catch(() => undefined);
    }
  };
  open();
  return () => {
    window.clearTimeout(rest);
    line.close();
  };
}
