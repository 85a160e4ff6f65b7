import { html, svg } from 'lit';

/** @param {import('lit').SVGTemplateResult} shape */
const icon = (shape) => html`<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"
  stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`;

export const bell = icon(svg`<path d="M12 4v-.8M12 4c-3.2 0-5.4 2.4-5.4 5.4 0 4-1.1 5.6-2.1 6.6h15c-1-1-2.1-2.6-2.1-6.6
  C17.4 6.4 15.2 4 12 4ZM10 19.5a2.1 2.1 0 0 0 4 0"/>`);
export const check = icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`);
export const alert = icon(svg`<path d="M12 8v5M12 16.5v.1M10.3 4.2 2.8 17.4A2 2 0 0 0 4.5 20.4h15a2 2 0 0 0 1.7-3L13.7
  4.2a2 2 0 0 0-3.4 0Z"/>`);
export const close = icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`);
export const plug = icon(svg`<path d="M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0V8ZM12 17v4"/>`);
export const plus = icon(svg`<path d="M12 5v14M5 12h14"/>`);
