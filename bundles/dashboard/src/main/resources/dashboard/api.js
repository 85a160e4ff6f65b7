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

/**
 * Follows what happens on the server, for as long as the page is open; browsers take a broken line up again by themselves.
 *
 * @param {string} type such as `account.changed`
 * @param {(data: any) => void} heard
 * @returns {() => void} ends it
 */
export function follow(type, heard) {
  const events = new EventSource(`${BASE}/events`);
  events.addEventListener(type, (event) => heard(JSON.parse(event.data)));
  return () => events.close();
}
