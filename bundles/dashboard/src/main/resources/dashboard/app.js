import { LitElement, css, html, nothing } from 'lit';
import { SIGNED_OUT, Trouble, call } from './api.js';
import { bell } from './ui/icons.js';
import { common } from './ui/styles.js';
import { toast } from './ui/toasts.js';
import './sign-in.js';
import './accounts/accounts-page.js';

/** The frame of all pages: who is here, the way out, and the page itself. */
class App extends LitElement {
  static properties = { person: { state: true }, trouble: { state: true }, asked: { state: true } };

  static styles = [
    common,
    css`
      header { position: sticky; top: 0; z-index: 5; display: flex; align-items: center; gap: 1rem;
        padding: .625rem max(1rem, calc(50% - 34rem)); border-bottom: 1px solid var(--edge);
        background: color-mix(in srgb, var(--ground) 88%, transparent); backdrop-filter: blur(12px); }
      .brand { display: inline-flex; align-items: center; gap: .625rem; margin-right: auto; color: inherit;
        text-decoration: none; font-weight: 700; font-size: 1.125rem; letter-spacing: -.01em; }
      .brand svg { color: var(--accent); width: 1.5rem; height: 1.5rem; }
      .page { padding: 2rem max(1rem, calc(50% - 34rem)) 5rem; }
      .who { max-width: 12rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--soft); }
      .middle { min-height: 60vh; display: grid; place-content: center; gap: 1rem; text-align: center; padding: 1rem; }
    `,
  ];

  constructor() {
    super();
    /** @type {any} */
    this.person = null;
    this.trouble = '';
    this.asked = false;
    this.signedOut = () => {
      this.person = null;
      this.asked = true;
    };
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener(SIGNED_OUT, this.signedOut);
    this.ask();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener(SIGNED_OUT, this.signedOut);
  }

  async ask() {
    this.trouble = '';
    try {
      this.person = await call('GET', '/session');
    } catch (e) {
      const trouble = /** @type {Trouble} */ (e);
      if (trouble.status !== 401) {
        this.trouble = trouble.message;
      }
    }
    this.asked = true;
  }

  async signOut() {
    try {
      await call('DELETE', '/session');
      this.signedOut();
    } catch (e) {
      const trouble = /** @type {Trouble} */ (e);
      // Whose session has ended already is led to signing in by every such answer.
      if (trouble.status !== 401) {
        toast(`You are still signed in. ${trouble.message}`);
      }
    }
  }

  render() {
    return html`
      ${this.person === null ? nothing : this.top()}
      ${this.page()}
      <carillon-toasts></carillon-toasts>
    `;
  }

  top() {
    return html`<header>
      <a class="brand" href="/">${bell} Carillon</a>
      <span class="who" title="You are signed in as ${this.person.user.username}">${this.person.user.username}</span>
      <button class="button quiet small" @click=${this.signOut}>Sign out</button>
    </header>`;
  }

  page() {
    if (this.trouble !== '') {
      return html`<main class="middle">
        <p role="alert">${this.trouble}</p>
        <div><button class="button" @click=${this.ask}>Try again</button></div>
      </main>`;
    }
    if (this.person !== null) {
      const mayConnect = this.person.scopes.includes('write');
      return html`<main class="page"><carillon-accounts .mayConnect=${mayConnect}></carillon-accounts></main>`;
    }
    return this.asked ? html`<carillon-sign-in @signed-in=${this.ask}></carillon-sign-in>` : nothing;
  }
}

customElements.define('carillon-app', App);
