import { LitElement, css, html } from 'lit';
import { common } from './styles.js';

const SHOWN_MS = 6000;
const EVENT = 'carillon-toast';

/**
 * Says something in passing, on whatever page.
 *
 * @param {string} text
 */
export function toast(text) {
  window.dispatchEvent(new CustomEvent(EVENT, { detail: text }));
}

/** Where such sentences appear; screen readers read them out. */
class Toasts extends LitElement {
  static properties = { texts: { state: true } };

  static styles = [
    common,
    css`
      :host { position: fixed; inset: auto 1rem 1rem; z-index: 10; display: grid; gap: .5rem; justify-items: center;
        pointer-events: none; }
      p { padding: .75rem 1.125rem; border-radius: var(--round-small); background: var(--ink); color: var(--paper);
        box-shadow: var(--shadow-high); max-width: 32rem; overflow-wrap: anywhere; }
    `,
  ];

  constructor() {
    super();
    /** @type {string[]} */
    this.texts = [];
    this.heard = (/** @type {Event} */ event) => this.add(/** @type {CustomEvent} */ (event).detail);
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener(EVENT, this.heard);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener(EVENT, this.heard);
  }

  /** @param {string} text */
  add(text) {
    this.texts = [...this.texts, text];
    setTimeout(() => {
      this.texts = this.texts.filter((one) => one !== text);
    }, SHOWN_MS);
  }

  render() {
    return html`<div role="status">${this.texts.map((text) => html`<p>${text}</p>`)}</div>`;
  }
}

customElements.define('carillon-toasts', Toasts);
