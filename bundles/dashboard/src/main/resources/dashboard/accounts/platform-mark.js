import { LitElement, css, html } from 'lit';
import { plug } from '../ui/icons.js';
import { common } from '../ui/styles.js';

/** A network's icon on its colour, or a plug for one that is not installed. Drawn as a mask, so that whatever a plugin brings stays a picture. */
class PlatformMark extends LitElement {
  static properties = { platform: { attribute: false } };

  static styles = [
    common,
    css`
      :host { flex: none; width: 2.5rem; height: 2.5rem; border-radius: .75rem; background: var(--mark, var(--soft));
        display: grid; place-items: center; }
      span { width: 60%; height: 60%; background: #fff; mask: var(--icon) center / contain no-repeat; }
      svg { width: 60%; height: 60%; color: var(--paper); }
    `,
  ];

  constructor() {
    super();
    /** @type {import('./words.js').Platform | undefined} */
    this.platform = undefined;
  }

  updated() {
    if (this.platform !== undefined) {
      this.style.setProperty('--mark', this.platform.color);
      this.style.setProperty('--icon', `url("data:image/svg+xml,${encodeURIComponent(this.platform.icon)}")`);
    }
  }

  render() {
    return this.platform === undefined ? plug : html`<span aria-hidden="true"></span>`;
  }
}

customElements.define('platform-mark', PlatformMark);
