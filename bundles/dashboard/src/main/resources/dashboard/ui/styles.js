import { css } from 'lit';

/** What every part looks like; colours and measures come from look.css. */
export const common = css`
  *, ::before, ::after { box-sizing: border-box; }
  :host { display: block; }
  h1, h2, h3, p, ul { margin: 0; padding: 0; }
  ul { list-style: none; }
  a { color: var(--accent); text-underline-offset: .2em; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: var(--round-small); }
  .soft { color: var(--soft); }

  button { font: inherit; color: inherit; cursor: pointer; }
  .button { display: inline-flex; align-items: center; justify-content: center; gap: .5rem; min-height: 2.75rem;
    padding: .5rem 1.125rem; border: 1px solid transparent; border-radius: var(--round-small); background: var(--accent);
    color: var(--on-accent); font-weight: 600; text-decoration: none; transition: background-color .15s; }
  .button:hover { background: var(--accent-strong); }
  .button.quiet { background: transparent; border-color: var(--edge); color: var(--ink); font-weight: 500; }
  .button.quiet:hover { background: var(--sunken); }
  .button.small { min-height: 2.25rem; padding: .25rem .875rem; font-size: .9375rem; }
  .button.risky { background: var(--bad); color: var(--paper); }
  .button[disabled] { opacity: .6; cursor: progress; }
  .link { border: 0; background: none; padding: .25rem 0; color: var(--accent); text-decoration: underline;
    text-underline-offset: .2em; }

  .notice { border-radius: var(--round-small); padding: .625rem .875rem; font-size: .9375rem; line-height: 1.45;
    overflow-wrap: anywhere; }
  .notice.warn { background: var(--warn-ground); color: var(--warn); }
  .notice.bad { background: var(--bad-ground); color: var(--bad); }

  @media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
`;

/** A sheet over the page that asks for something. */
export const dialogs = css`
  dialog { border: 1px solid var(--edge); border-radius: var(--round); background: var(--paper); color: var(--ink);
    box-shadow: var(--shadow-high); }
  dialog::backdrop { background: rgb(20 15 8 / 45%); }
  h2 { font-size: 1.25rem; line-height: 1.25; overflow-wrap: anywhere; }
`;

/** A label above its input, and below it what is wrong with what was entered. */
export const fields = css`
  .field { display: grid; gap: .375rem; }
  .field > span { font-weight: 600; font-size: .9375rem; }
  .field > span small { font-weight: 400; color: var(--soft); }
  .field input, .field select { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--edge);
    border-radius: var(--round-small); background: var(--ground); color: var(--ink); font: inherit; }
  .field select { text-overflow: ellipsis; }
  .field [aria-invalid='true'] { border-color: var(--bad); }
  .field em { color: var(--bad); font-style: normal; font-size: .875rem; overflow-wrap: anywhere; }
`;
