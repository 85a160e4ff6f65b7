/*
 * A certified OAuth 2.0 server. Its consent pages are forms that the tests fill in. Refresh tokens rotate; the client
 * "bound" has to push its requests and to prove its key, with a nonce of the server.
 */
import crypto from 'node:crypto';
import Provider from 'oidc-provider';
import { peer } from '../peer.mjs';

const SCOPES = ['read', 'write', 'openid', 'offline_access'];

peer(async ({ port, redirectUri, accessTokenSeconds = 3600 }) => {
  const common = {
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    application_type: 'native',
  };
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [
      { ...common, client_id: 'carillon', client_secret: 'consent-s3cret', token_endpoint_auth_method: 'client_secret_basic' },
      { ...common, client_id: 'posting', client_secret: 'posting-s3cret', token_endpoint_auth_method: 'client_secret_post' },
      {
        ...common,
        client_id: 'bound',
        token_endpoint_auth_method: 'none',
        dpop_bound_access_tokens: true,
        require_pushed_authorization_requests: true,
      },
    ],
    scopes: SCOPES,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      revocation: { enabled: true },
      introspection: { enabled: true },
      dPoP: {
        enabled: true,
        nonceSecret: crypto.randomBytes(32),
        requireNonce: () => true,
      },
    },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    ttl: { AccessToken: accessTokenSeconds },
    cookies: { keys: ['for tests'] },
    findAccount: async (ctx, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  });
  const server = provider.listen(port);
  await new Promise((done) => server.once('listening', done));
  return { port: server.address().port };
});
