import { LitElement, css, html, nothing } from 'lit';
import { Trouble, all, follow } from '../api.js';
import { alert, plus } from '../ui/icons.js';
import { common } from '../ui/styles.js';
import { toast } from '../ui/toasts.js';
import { STATUS, needsCare } from './words.js';
import './account-card.js';
import './connect-dialog.js';
import './disconnect-dialog.js';
import './platform-mark.js';

/** By which the pages of consent say whom they have connected. */
const CONNECTED = 'connected';

/** Everybody that posts can go out as, those first who need their owner; and the networks where more can be connected. */
class AccountsPage extends LitElement {
  static properties = {
    accounts: { state: true },
    platforms: { state: true },
    trouble: { state: true },
    fresh: { state: true },
    mayConnect: { attribute: false },
  };

  static styles = [
    common,
    css`
      h1 { font-size: clamp(1.625rem, 4vw, 2.125rem); line-height: 1.15; letter-spacing: -.025em; }
      h1 + p { margin-top: .375rem; }
      h2 { margin: 2.5rem 0 .875rem; font-size: 1.125rem; letter-spacing: -.01em; }
      .care { display: flex; gap: .625rem; align-items: start; margin-top: 1.5rem; }
      .care svg { flex: none; margin-top: .1rem; }
      .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); gap: 1rem;
        margin-top: 1.5rem; }
      .none { margin-top: 1.5rem; padding: 2.5rem 1.5rem; border: 1px dashed var(--edge); border-radius: var(--round);
        text-align: center; color: var(--soft); }
      .none strong { display: block; color: var(--ink); font-size: 1.0625rem; margin-bottom: .25rem; }
      .networks { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr)); gap: .75rem; }
      .network { width: 100%; min-height: 4rem; display: flex; align-items: center; gap: .75rem; padding: .625rem .875rem;
        border: 1px solid var(--edge); border-radius: var(--round); background: var(--paper); text-align: left;
        font-weight: 600; transition: border-color .15s; }
      .network:hover { border-color: var(--accent); }
      .network > span { flex: 1; min-width: 0; overflow-wrap: anywhere; }
      .network svg { flex: none; color: var(--accent); }
    `,
  ];

  constructor() {
    super();
    /** @type {import('./words.js').Account[] | null} */
    this.accounts = null;
    /** @type {import('./words.js').Platform[]} */
    this.platforms = [];
    this.trouble = '';
    /** @type {string[]} */
    this.fresh = [];
    this.mayConnect = true;
    this.unfollow = () => {};
  }

  connectedCallback() {
    super.connectedCallback();
    document.title = 'Accounts – Carillon';
    this.unfollow = follow(
      'account.changed',
      (data) => this.changed(data),
      () => this.load(),
    );
    this.load().then(() => this.welcome());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unfollow();
  }

  async load() {
    try {
      const [accounts, platforms] = await Promise.all([all('/accounts'), all('/platforms')]);
      this.accounts = accounts.sort((a, b) => Number(needsCare(b)) - Number(needsCare(a)));
      this.platforms = platforms;
      this.trouble = '';
    } catch (e) {
      this.trouble = /** @type {Trouble} */ (e).message;
    }
  }

  /** Shows whom the pages of consent have connected, once. */
  welcome() {
    const address = new URL(window.location.href);
    this.fresh = (address.searchParams.get(CONNECTED) ?? '').split(',').filter((id) => id !== '');
    const handles = this.accounts?.filter((account) => this.fresh.includes(account.id)).map((account) => account.handle);
    if (handles !== undefined && handles.length > 0) {
      toast(`Connected: ${handles.join(', ')}`);
    }
    if (address.searchParams.has(CONNECTED)) {
      address.searchParams.delete(CONNECTED);
      window.history.replaceState(null, '', address);
    }
  }

  /** @param {{account: string, status: keyof typeof STATUS}} data */
  async changed(data) {
    const before = this.accounts?.find((account) => account.id === data.account)?.status;
    await this.load();
    const account = this.accounts?.find((one) => one.id === data.account);
    if (account !== undefined && before !== undefined && before !== account.status) {
      toast(`${account.handle}: ${STATUS[account.status].label.toLowerCase()}`);
    }
  }

  /** @param {string} id */
  platform(id) {
    return this.platforms.find((platform) => platform.id === id);
  }

  get connecting() {
    return /** @type {any} */ (this.renderRoot.querySelector('connect-dialog'));
  }

  get disconnecting() {
    return /** @type {any} */ (this.renderRoot.querySelector('disconnect-dialog'));
  }

  /** @param {CustomEvent} event */
  async connected(event) {
    this.fresh = [event.detail.id];
    await this.load();
    toast(`Connected: ${event.detail.handle}`);
  }

  /** @param {CustomEvent} event */
  async disconnected(event) {
    await this.load();
    toast(`Disconnected: ${event.detail.handle}`);
  }

  render() {
    return html`
      <h1>Accounts</h1>
      <p class="soft">Where your posts go out.</p>
      ${this.trouble === '' ? nothing : html`<p class="notice bad care" role="alert">${alert} ${this.trouble}</p>`}
      ${this.accounts === null ? nothing : this.everybody(this.accounts)}
      <connect-dialog @connected=${this.connected}></connect-dialog>
      <disconnect-dialog @disconnected=${this.disconnected}></disconnect-dialog>
    `;
  }

  /** @param {import('./words.js').Account[]} accounts */
  everybody(accounts) {
    const waiting = accounts.filter(needsCare).length;
    return html`
      ${waiting === 0
        ? nothing
        : html`<p class="notice warn care">${alert}
            <span>${waiting === 1
              ? 'One account needs you: unless you connect it again, its posts wait or are refused.'
              : `${waiting} accounts need you: unless you connect them again, their posts wait or are refused.`}</span></p>`}
      ${accounts.length === 0
        ? html`<p class="none"><strong>No account yet</strong> ${this.mayConnect
            ? 'Connect your first account below. The sandbox needs no account anywhere else: it is there to try things out.'
            : 'Ask an owner or editor to connect one.'}</p>`
        : html`<ul class="cards" @reconnect=${this.reconnect} @disconnect=${this.disconnect}>
            ${accounts.map((account) => this.card(account))}
          </ul>`}
      ${this.mayConnect ? this.networks() : nothing}
    `;
  }

  /** @param {import('./words.js').Account} account */
  card(account) {
    return html`<li><account-card .account=${account} .platform=${this.platform(account.platform)}
      .mayConnect=${this.mayConnect} ?fresh=${this.fresh.includes(account.id)}></account-card></li>`;
  }

  networks() {
    const available = this.platforms.filter((platform) => platform.available);
    return html`<h2>Connect an account</h2>
      <ul class="networks">
        ${available.map(
          (platform) => html`<li><button class="network" @click=${() => this.connecting.open(platform)}>
            <platform-mark .platform=${platform}></platform-mark><span>${platform.name}</span>${plus}</button></li>`,
        )}
      </ul>`;
  }

  /** @param {CustomEvent} event */
  reconnect(event) {
    this.connecting.open(this.platform(event.detail.platform), event.detail);
  }

  /** @param {CustomEvent} event */
  disconnect(event) {
    this.disconnecting.open(event.detail);
  }
}

customElements.define('carillon-accounts', AccountsPage);
