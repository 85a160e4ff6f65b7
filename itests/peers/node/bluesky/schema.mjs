/* Holds answers against Bluesky's own schema: what a server says by a method, as every client would check it. */
import { jsonToLex, lexicons } from '@atproto/api';
import { peer } from '../peer.mjs';

peer(async ({ answers }) => {
  for (const { method, answer } of answers) {
    lexicons.assertValidXrpcOutput(method, jsonToLex(answer));
  }
  return { valid: answers.length };
});
