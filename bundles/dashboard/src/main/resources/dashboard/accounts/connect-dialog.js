import { LitElement, css, html, nothing } from 'lit';
import { Trouble, call } from '../api.js';
import { close } from '../ui/icons.js';
import { common, dialogs, fields } from '../ui/styles.js';
import './platform-mark.js';

/** Where a network's consent pages lead back to. */
const BACK = '/accounts';

/**
 * Asks what a network wants to know before an account is connected, and connects it: at once, or on the network's own
 * pages. Tells `connected` with the account.
 */
class ConnectDialog extends LitElement {
  static properties = {
    platform: { state: true },
    account: { state: true },
    method: { state: true },
    busy: { state: true },
    trouble: { state: true },
  };

  static styles = [
    common,
    dialogs,
    fields,
    css`
      dialog { width: min(28rem, calc(100vw - 2rem)); max-height: calc(100vh - 2rem); padding: 0; }
      form { display: grid; gap: 1.125rem; padding: 1.5rem; }
      header { display: flex; align-items: center; gap: .875rem; }
      h2 { flex: 1; letter-spacing: -.01em; }
      .close { align-self: start; display: grid; place-items: center; width: 2.75rem; height: 2.75rem;
        margin: -.75rem -.75rem 0 0; border: 0; border-radius: var(--round-small); background: none; color: var(--soft); }
      .close:hover { background: var(--sunken); color: var(--ink); }
      footer { display: grid; gap: .75rem; }
      .link { justify-self: center; min-height: 2.75rem; }
    `,
  ];

  constructor() {
    super();
    /** @type {import('./words.js').Platform | null} */
    this.platform = null;
    /** @type {any} */
    this.account = null;
    /** @type {import('./words.js').Method | null} */
    this.method = null;
    this.busy = false;
    /** @type {Trouble | null} */
    this.trouble = null;
  }

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog'));
  }

  /**
   * @param {import('./words.js').Platform} platform
   * @param {any} [account] that is to be connected again
   */
  async open(platform, account = null) {
    this.platform = platform;
    this.account = account;
    const byCredentials = account !== null && account.settings.grantedScopes === undefined;
    this.method = byCredentials && platform.connect.alternative !== null ? platform.connect.alternative : platform.connect;
    this.trouble = null;
    this.busy = false;
    await this.updateComplete;
    this.dialog.showModal();
  }

  /** The other of two ways. */
  change() {
    const { connect } = /** @type {import('./words.js').Platform} */ (this.platform);
    this.method = this.method === connect ? connect.alternative : connect;
    this.trouble = null;
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const settings = Object.fromEntries(
      [...new FormData(/** @type {HTMLFormElement} */ (event.target))].filter(([, value]) => value !== ''),
    );
    this.busy = true;
    this.trouble = null;
    try {
      await this.connect(settings);
    } catch (e) {
      this.trouble = /** @type {Trouble} */ (e);
      this.busy = false;
    }
  }

  /** @param {Record<string, unknown>} settings */
  async connect(settings) {
    const platform = this.platform?.id;
    // Somebody else's consent or credentials are refused then.
    const account = this.account === null ? {} : { account: this.account.id };
    if (this.method?.kind === 'oauth2') {
      const begun = await call('POST', '/accounts/connect', { platform, settings, returnTo: BACK, ...account });
      window.location.assign(begun.authorizationUrl);
      return;
    }
    const connected = await call('POST', '/accounts', { platform, settings, ...account });
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('connected', { detail: connected }));
  }

  /** @param {string} name */
  wrong(name) {
    return this.trouble?.errors.find((error) => error.field === `settings.${name}`)?.message;
  }

  render() {
    const { platform, method } = this;
    if (platform === null || method === null) {
      return html`<dialog></dialog>`;
    }
    const general = this.trouble !== null && !method.fields.some((field) => this.wrong(field.name) !== undefined);
    return html`<dialog aria-labelledby="title">
      <form @submit=${this.submit}>
        <header>
          <platform-mark .platform=${platform}></platform-mark>
          <h2 id="title">${this.account === null
            ? `Connect ${platform.name}`
            : `Connect ${this.account.handle} again`}</h2>
          <button class="close" type="button" aria-label="Close" @click=${() => this.dialog.close()}>${close}</button>
        </header>
        ${general ? html`<p class="notice bad" role="alert">${this.trouble?.message}</p>` : nothing}
        ${method.kind === 'oauth2'
          ? html`<p class="soft">You approve access on ${platform.name}’s own pages and come back here. Carillon never sees
              your password there.</p>`
          : nothing}
        ${method.fields.map((field) => this.field(field))}
        <footer>
          <button class="button" ?disabled=${this.busy}>
            ${method.kind === 'oauth2' ? `Continue to ${platform.name}` : 'Connect'}</button>
          ${platform.connect.alternative === null ? nothing : this.otherWay(platform, method)}
        </footer>
      </form>
    </dialog>`;
  }

  /** @param {import('./words.js').Field} field */
  field(field) {
    const wrong = this.wrong(field.name);
    const invalid = wrong === undefined ? 'false' : 'true';
    const value = (!field.secret && this.account?.settings[field.name]) || '';
    return html`<label class="field">
      <span>${field.label} ${field.required ? nothing : html`<small>(optional)</small>`}</span>
      ${field.choices.length === 0
        ? html`<input name=${field.name} type=${field.secret ? 'password' : 'text'} ?required=${field.required}
            .value=${value} autocomplete="off" autocapitalize="none" spellcheck="false" aria-invalid=${invalid}>`
        : html`<select name=${field.name} ?required=${field.required} aria-invalid=${invalid}>
            <option value="">${field.required ? 'Choose…' : 'Default'}</option>
            ${field.choices.map((choice) => html`<option value=${choice.value} ?selected=${choice.value === value}>
              ${choice.label}</option>`)}
          </select>`}
      ${wrong === undefined ? nothing : html`<em role="alert">${wrong}</em>`}
    </label>`;
  }

  /**
   * @param {import('./words.js').Platform} platform
   * @param {import('./words.js').Method} method
   */
  otherWay(platform, method) {
    return html`<button class="link" type="button" @click=${this.change}>
      ${method === platform.connect ? 'Use credentials instead' : `Give consent on ${platform.name} instead`}</button>`;
  }
}

customElements.define('connect-dialog', ConnectDialog);
