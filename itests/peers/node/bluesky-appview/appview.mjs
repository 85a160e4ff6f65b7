/* Bluesky's index (AppView): hears from a data server what was posted and liked, and counts. It keeps that in PostgreSQL. */
process.env.LOG_ENABLED = 'false';
import { BskyAppView, DataPlaneServer, Database, MockBsync, RepoSubscription, ServerConfig } from '@atproto/bsky';
import { Secp256k1Keypair } from '@atproto/crypto';
import { Client } from '@did-plc/lib';
import { peer } from '../peer.mjs';

peer(async ({ port, dataPort, syncPort, plc, pds, postgres }) => {
  const url = `http://localhost:${port}`;
  const key = await Secp256k1Keypair.create();
  const did = await new Client(plc).createDid({
    signingKey: key.did(),
    rotationKeys: [key.did()],
    handle: 'index.test',
    pds: url,
    signer: key,
  });
  const db = new Database({ url: postgres, schema: 'index', poolSize: 10 });
  await db.migrateToLatestOrThrow();
  const data = await DataPlaneServer.create(db, dataPort, plc);
  await MockBsync.create(db, syncPort);
  const server = BskyAppView.create({
    signingKey: key,
    config: new ServerConfig({
      version: 'test',
      port,
      publicUrl: url,
      serverDid: did,
      didPlcUrl: plc,
      dataplaneUrls: [`http://localhost:${dataPort}`],
      dataplaneHttpVersion: '1.1',
      bsyncUrl: `http://localhost:${syncPort}`,
      bsyncHttpVersion: '1.1',
      modServiceDid: did,
      alternateAudienceDids: [],
      labelsFromIssuerDids: [],
      adminPasswords: ['carillon-test-admin'],
      etcdHosts: [],
      bigThreadUris: new Set(),
      maxThreadParents: 50,
      searchTagsHide: new Set(),
      threadTagsHide: new Set(),
      threadTagsBumpDown: new Set(),
      visibilityTagHide: '',
      visibilityTagRankPrefix: '',
      debugFieldAllowedDids: new Set(),
      // It would refuse to talk to servers on this machine.
      disableSsrfProtection: true,
    }),
  });
  await server.start();
  new RepoSubscription({ service: pds.replace('http', 'ws'), db, idResolver: data.idResolver }).start();
  return { url };
});
