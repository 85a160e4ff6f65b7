import { LitElement, css, html, nothing } from 'lit';
import { common } from '../ui/styles.js';
import './platform-mark.js';

/** Who an account is at a glance: its picture with its network's icon, or that alone where there is no picture. */
class AccountPicture extends LitElement {
  static properties = { account: { attribute: false }, platform: { attribute: false }, broken: { state: true } };

  static styles = [
    common,
    css`
      :host { flex: none; position: relative; width: 2.75rem; height: 2.75rem; }
      img { width: 100%; height: 100%; border-radius: 50%; object-fit: cover; background: var(--sunken); }
      platform-mark { width: 100%; height: 100%; }
      img + platform-mark { position: absolute; inset: auto -.25rem -.25rem auto; width: 1.25rem; height: 1.25rem;
        border-radius: .375rem; box-shadow: 0 0 0 2px var(--paper); }
    `,
  ];

  constructor() {
    super();
    /** @type {import('./words.js').Account} */
    this.account = /** @type {any} */ (undefined);
    /** @type {import('./words.js').Platform | undefined} */
    this.platform = undefined;
    this.broken = false;
  }

  /** The page loads pictures over nothing but https. */
  get isShown() {
    return !this.broken && /^(https:|data:image\/)/.test(this.account.avatarUrl ?? '');
  }

  render() {
    return html`${this.isShown
        ? html`<img src=${this.account.avatarUrl} alt="" referrerpolicy="no-referrer"
            @error=${() => { this.broken = true; }}>`
        : nothing}
      <platform-mark .platform=${this.platform}></platform-mark>`;
  }
}

customElements.define('account-picture', AccountPicture);
