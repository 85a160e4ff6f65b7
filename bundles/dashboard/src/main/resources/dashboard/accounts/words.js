/**
 * An account and a network as the REST API answers them.
 *
 * @typedef {{id: string, platform: string, handle: string, displayName: string, avatarUrl: string | null,
 *   status: 'CONNECTED' | 'EXPIRING' | 'NEEDS_RECONNECT' | 'DISCONNECTED', problem: {code: string, detail: string} | null,
 *   permissions: {confirmed: boolean, missing: string[]} | null}} Account
 * @typedef {{name: string, label: string, secret: boolean, required: boolean,
 *   choices: {value: string, label: string}[]}} Field
 * @typedef {{kind: 'oauth2' | 'credentials' | 'none', fields: Field[], alternative: Method | null}} Method
 * @typedef {{id: string, name: string, color: string, icon: string, available: boolean, connect: Method}} Platform
 */

/** What a person reads for a status, and how urgent it looks. */
export const STATUS = Object.freeze({
  CONNECTED: { label: 'Connected', look: 'good' },
  EXPIRING: { label: 'Expires soon', look: 'warn' },
  NEEDS_RECONNECT: { label: 'Needs reconnecting', look: 'bad' },
  DISCONNECTED: { label: 'Disconnected', look: 'off' },
});

/**
 * Whether its owner has to do something, now or soon.
 *
 * @param {Account} account
 */
export function needsCare(account) {
  return account.status === 'NEEDS_RECONNECT' || account.status === 'EXPIRING' || lacksPermission(account);
}

/** @param {Account} account */
export function lacksPermission(account) {
  return account.status !== 'DISCONNECTED' && account.permissions !== null && !account.permissions.confirmed;
}
