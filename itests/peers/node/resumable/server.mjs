/* Takes files piece by piece, as Google's servers do; answers the last piece with what it has. */
import { Uploadx, DiskStorage } from '@uploadx/core';
import { createServer } from 'node:http';
import { peer } from '../peer.mjs';

peer(async ({ folder }) => {
  const storage = new DiskStorage({
    uploadDir: folder,
    path: '/upload',
    onComplete: (file) => ({ statusCode: 200, body: { id: file.id, name: file.name, size: file.size } }),
  });
  const uploads = new Uploadx({ storage });
  const server = createServer((request, response) => uploads.handle(request, response));
  await new Promise((resolve) => server.listen(0, resolve));
  return { port: server.address().port };
});
