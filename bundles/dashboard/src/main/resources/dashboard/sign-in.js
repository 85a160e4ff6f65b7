import { LitElement, css, html, nothing } from 'lit';
import { Trouble, call } from './api.js';
import { bell } from './ui/icons.js';
import { common, fields } from './ui/styles.js';

/** Where a person says who they are. Tells `signed-in`. */
class SignIn extends LitElement {
  static properties = { busy: { state: true }, trouble: { state: true } };

  static styles = [
    common,
    fields,
    css`
      :host { min-height: 100vh; display: grid; place-items: center; padding: 1rem; }
      main { width: 100%; max-width: 23rem; }
      form { display: grid; gap: 1.125rem; padding: 2rem; border: 1px solid var(--edge);
        border-radius: var(--round); background: var(--paper); box-shadow: var(--shadow); }
      h1 { display: flex; align-items: center; gap: .625rem; font-size: 1.5rem; letter-spacing: -.02em; }
      h1 svg { width: 1.875rem; height: 1.875rem; color: var(--accent); }
      .button { width: 100%; }
    `,
  ];

  constructor() {
    super();
    this.busy = false;
    this.trouble = '';
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.busy = true;
    this.trouble = '';
    try {
      await call('POST', '/session', { username: form.get('username'), password: form.get('password') });
      this.dispatchEvent(new Event('signed-in'));
    } catch (e) {
      this.trouble = /** @type {Trouble} */ (e).message;
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`<main><form @submit=${this.submit}>
      <h1>${bell} Carillon</h1>
      ${this.trouble === '' ? nothing : html`<p class="notice bad" role="alert">${this.trouble}</p>`}
      <label class="field"><span>User name</span>
        <input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus></label>
      <label class="field"><span>Password</span>
        <input name="password" type="password" autocomplete="current-password" required></label>
      <button class="button" ?disabled=${this.busy}>Sign in</button>
    </form></main>`;
  }
}

customElements.define('carillon-sign-in', SignIn);
