/* Bluesky's directory of identities. It forgets everything when it ends. */
import './log.mjs';
import plc from '@did-plc/server';
import { peer } from '../peer.mjs';

peer(async ({ port }) => {
  const server = plc.PlcServer.create({ db: plc.Database.mock(), port });
  const listening = await server.start();
  return { port: listening.address().port };
});
