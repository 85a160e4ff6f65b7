import { LitElement, css, html, nothing } from 'lit';
import { Trouble, call } from '../api.js';
import { common, dialogs } from '../ui/styles.js';

/** Asks once more before an account is disconnected. Tells `disconnected` with the account. */
class DisconnectDialog extends LitElement {
  static properties = { account: { state: true }, busy: { state: true }, trouble: { state: true } };

  static styles = [
    common,
    dialogs,
    css`
      dialog { width: min(26rem, calc(100vw - 2rem)); padding: 1.5rem; }
      dialog[open] { display: grid; gap: 1rem; }
      .row { display: flex; flex-wrap: wrap; justify-content: end; gap: .625rem; }
    `,
  ];

  constructor() {
    super();
    /** @type {any} */
    this.account = null;
    this.busy = false;
    this.trouble = '';
  }

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog'));
  }

  /** @param {any} account */
  async open(account) {
    this.account = account;
    this.trouble = '';
    await this.updateComplete;
    this.dialog.showModal();
  }

  async disconnect() {
    this.busy = true;
    try {
      await call('DELETE', `/accounts/${this.account.id}`);
      this.dialog.close();
      this.dispatchEvent(new CustomEvent('disconnected', { detail: this.account }));
    } catch (e) {
      this.trouble = /** @type {Trouble} */ (e).message;
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">Disconnect ${this.account?.handle}?</h2>
      <p class="soft">Carillon forgets its permission to publish there. What it has published stays, here and on the
        network.</p>
      ${this.trouble === '' ? nothing : html`<p class="notice bad" role="alert">${this.trouble}</p>`}
      <div class="row">
        <button class="button quiet" autofocus @click=${() => this.dialog.close()}>Keep it</button>
        <button class="button risky" ?disabled=${this.busy} @click=${this.disconnect}>Disconnect</button>
      </div>
    </dialog>`;
  }
}

customElements.define('disconnect-dialog', DisconnectDialog);
