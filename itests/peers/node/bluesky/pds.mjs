/* Bluesky's personal data server. What it stores is in its data folder, so it can be killed and started again. */
import './log.mjs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { PDS, envToCfg, envToSecrets } from '@atproto/pds';
import { peer } from '../peer.mjs';

const Clock = Date;

/** Puts the clock of this process ahead, or behind. */
function setClock(minutes) {
  const now = () => Clock.now() + minutes * 60_000;
  globalThis.Date = class extends Clock {
    constructor(...when) {
      super(...(when.length === 0 ? [now()] : when));
    }

    static now() {
      return now();
    }
  };
}

/** Asks the machine itself for what has a public address by its tests; they may say so at any time. */
function findNames(names) {
  const { fetch } = globalThis;
  globalThis.fetch = async (request, more) => {
    const { origin, pathname } = new URL(request.url ?? request);
    const known = JSON.parse(await fs.readFile(names, 'utf8').catch(() => '{}'));
    return known[origin] ? fetch(known[origin] + pathname, { redirect: 'error' }) : fetch(request, more);
  };
}

peer(async ({ port, plc, data, names, minutesAhead, tokenSeconds, more }) => {
  findNames(names);
  if (minutesAhead) {
    setClock(minutesAhead);
  }
  await fs.mkdir(data, { recursive: true });
  const environment = {
    devMode: true,
    hostname: 'localhost',
    port,
    didPlcUrl: plc,
    dataDirectory: data,
    blobstoreDiskLocation: path.join(data, 'blobs'),
    serviceHandleDomains: ['.test'],
    inviteRequired: false,
    // It would refuse to talk to a directory on this machine.
    disableSsrfProtection: true,
    // Secrets of nothing: they only have to be the same after a restart.
    jwtSecret: 'carillon-test-jwt',
    dpopSecret: '11'.repeat(32),
    adminPassword: 'carillon-test-admin',
    plcRotationKeyK256PrivateKeyHex: '22'.repeat(32),
    ...more,
  };
  const server = await PDS.create(envToCfg(environment), envToSecrets(environment));
  if (tokenSeconds) {
    server.ctx.oauthProvider.tokenManager.tokenMaxAge = tokenSeconds * 1000;
  }
  await server.start();
  return { port, url: `http://localhost:${port}` };
});
