import { LitElement, css, html, nothing } from 'lit';
import { alert, check } from '../ui/icons.js';
import { common } from '../ui/styles.js';
import { STATUS, lacksPermission } from './words.js';
import './account-picture.js';

/** One account: who it is, how it is, and what its owner can do. Tells `reconnect` and `disconnect`. */
class AccountCard extends LitElement {
  static properties = {
    account: { attribute: false },
    platform: { attribute: false },
    fresh: { type: Boolean, reflect: true },
    mayConnect: { attribute: false },
  };

  static styles = [
    common,
    css`
      :host { height: 100%; }
      article { height: 100%; display: flex; flex-direction: column; gap: .875rem; padding: 1.125rem;
        border: 1px solid var(--edge); border-radius: var(--round); background: var(--paper); box-shadow: var(--shadow); }
      :host([fresh]) article { border-color: var(--accent); }
      .who { display: flex; gap: .75rem; align-items: center; }
      .who > div { min-width: 0; flex: 1; }
      h2 { font-size: 1.0625rem; line-height: 1.3; }
      h2, .handle { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .how { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; }
      .status { display: inline-flex; align-items: center; gap: .4rem; padding: .1875rem .625rem;
        border-radius: 2rem; font-size: .8125rem; font-weight: 600; white-space: nowrap; }
      .status::before { content: ''; width: .5rem; height: .5rem; border-radius: 50%; background: currentColor; }
      .good { color: var(--good); background: var(--good-ground); }
      .warn { color: var(--warn); background: var(--warn-ground); }
      .bad { color: var(--bad); background: var(--bad-ground); }
      .off { color: var(--soft); background: var(--sunken); }
      .permissions { display: flex; align-items: start; gap: .5rem; font-size: .9375rem; color: var(--soft);
        overflow-wrap: anywhere; }
      .permissions svg { flex: none; width: 1.125rem; height: 1.125rem; margin-top: .15rem; color: var(--good); }
      .permissions.missing svg { color: var(--warn); }
      .row { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: auto; }
    `,
  ];

  constructor() {
    super();
    /** @type {import('./words.js').Account} */
    this.account = /** @type {any} */ (undefined);
    /** @type {import('./words.js').Platform | undefined} */
    this.platform = undefined;
    this.fresh = false;
    this.mayConnect = true;
  }

  /** @param {string} type */
  tell(type) {
    this.dispatchEvent(new CustomEvent(type, { detail: this.account, bubbles: true, composed: true }));
  }

  render() {
    const { account } = this;
    const status = STATUS[account.status];
    return html`<article aria-labelledby="name">
      <div class="who">
        <account-picture .account=${account} .platform=${this.platform}></account-picture>
        <div>
          <h2 id="name" title=${account.displayName}>${account.displayName}</h2>
          <p class="handle soft" title=${account.handle}>${account.handle}</p>
        </div>
      </div>
      <p class="how"><span class="status ${status.look}">${status.label}</span>
        <span class="soft">${this.platform?.name ?? account.platform}</span></p>
      ${this.platform?.available === true
        ? nothing
        : html`<p class="notice warn">The plugin for this network is not installed at the moment. Posts wait until it is
            back.</p>`}
      ${account.problem === null
        ? nothing
        : html`<p class="notice ${status.look === 'bad' ? 'bad' : 'warn'}">${account.problem.detail}</p>`}
      ${this.permissions()}
      ${this.mayConnect ? this.actions() : nothing}
    </article>`;
  }

  permissions() {
    const { status, permissions } = this.account;
    if (permissions === null || status === 'DISCONNECTED' || status === 'NEEDS_RECONNECT') {
      return nothing;
    }
    return permissions.confirmed
      ? html`<p class="permissions">${check} Permissions confirmed</p>`
      : html`<p class="permissions missing">${alert} Not permitted: ${permissions.missing.join(', ')}. Posts will be refused
          until you connect again and allow it.</p>`;
  }

  actions() {
    const { account } = this;
    const urgent = account.status !== 'CONNECTED' || lacksPermission(account);
    return html`<div class="row">
      <button class="button small ${urgent ? '' : 'quiet'}" ?disabled=${this.platform?.available !== true}
        @click=${() => this.tell('reconnect')}>Connect again</button>
      ${account.status === 'DISCONNECTED'
        ? nothing
        : html`<button class="button quiet small" @click=${() => this.tell('disconnect')}>Disconnect</button>`}
    </div>`;
  }
}

customElements.define('account-card', AccountCard);
