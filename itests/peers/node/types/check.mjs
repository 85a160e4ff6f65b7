/* What TypeScript's compiler finds wrong in a folder of plain ES modules, whose types are JSDoc. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { peer } from '../peer.mjs';

const library = (name) => path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules', name);

const options = {
  allowJs: true,
  checkJs: true,
  noEmit: true,
  strict: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  // As the page's import map: what is checked lies elsewhere, so nothing is found beside it.
  paths: { lit: [library('lit')], 'lit/*': [library('lit/*')] },
};

peer(async ({ folder }) => {
  const modules = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.js'))
    .map((name) => path.join(folder, name));
  const found = ts.getPreEmitDiagnostics(ts.createProgram(modules, options));
  return { modules: modules.length, wrong: found.map((one) => told(folder, one)) };
});

function told(folder, { file, start, messageText }) {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n');
  if (file === undefined) {
    return message;
  }
  const line = file.getLineAndCharacterOfPosition(start).line + 1;
  return `${path.relative(folder, file.fileName)}:${line} ${message}`;
}
