/*
 * A day with masto: what an app that others wrote does with a server of Mastodon, call by call, through that library
 * alone. What came of each step is told to the tests.
 */
import { createOAuthAPIClient, createRestAPIClient, MastoHttpError } from 'masto';
import { createHash, randomBytes } from 'node:crypto';
import { peer } from '../peer.mjs';

const REDIRECT = 'http://127.0.0.1:1/callback';
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';

/** How the server refuses something. */
async function refusal(call) {
  try {
    await call();
    return { status: 200, error: '' };
  } catch (error) {
    if (!(error instanceof MastoHttpError)) {
      throw error;
    }
    return { status: error.statusCode, error: error.message, description: error.description ?? '' };
  }
}

/** Somebody looks at the page and presses a button of its form. */
async function decide(url, user, decision) {
  const page = await (await fetch(url)).text();
  const form = new URLSearchParams();
  for (const [, name, value] of page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)) {
    form.set(name, value.replaceAll('&amp;', '&'));
  }
  form.set('user', user);
  form.set('decision', decision);
  const action = new URL(/<form method="post" action="([^"]*)">/.exec(page)[1], url);
  const answer = await fetch(action, { method: 'POST', body: form, redirect: 'manual' });
  return new URL(answer.headers.get('location'));
}

async function consent(url, user) {
  const anonymous = createRestAPIClient({ url });
  const app = await anonymous.v1.apps.create({
    clientName: 'Masto',
    redirectUris: REDIRECT,
    scopes: 'read write',
    website: 'https://example.com',
  });
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const authorize = new URL('/oauth/authorize', url);
  authorize.search = new URLSearchParams({
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: REDIRECT,
    scope: 'read write',
    state: 'st&te',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  }).toString();
  const denied = await decide(authorize, user, 'deny');
  const allowed = await decide(authorize, user, 'allow');
  const oauth = createOAuthAPIClient({ url });
  const request = {
    grantType: 'authorization_code',
    code: allowed.searchParams.get('code'),
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    redirectUri: REDIRECT,
    codeVerifier: verifier,
  };
  const wrongVerifier = await refusal(async () =>
    oauth.token.create({ ...request, code: (await decide(authorize, user, 'allow')).searchParams.get('code'), codeVerifier: 'no' }),
  );
  const token = await oauth.token.create(request);
  return {
    app,
    oauth,
    token,
    told: {
      denied: denied.searchParams.get('error'),
      state: allowed.searchParams.get('state'),
      wrongVerifier,
      codeTwice: await refusal(() => oauth.token.create(request)),
      wrongSecret: await refusal(() => oauth.token.create({ ...request, clientSecret: 'wrong' })),
      scope: token.scope,
      tokenType: token.tokenType,
    },
  };
}

peer(async ({ url, user }) => {
  const { app, oauth, token, told } = await consent(url, user);
  const masto = createRestAPIClient({ url, accessToken: token.accessToken });
  const me = await masto.v1.accounts.verifyCredentials();
  const instance = await masto.v2.instance.fetch();
  const statuses = masto.v1.statuses;

  const picture = new Blob([Buffer.from(PICTURE, 'base64')], { type: 'image/png' });
  const image = await masto.v2.media.create({ file: picture, description: 'A red dot' });
  await masto.v1.media.$select(image.id).update({ description: 'A very red dot' });
  const film = await masto.v2.media.create({ file: new Blob(['film'], { type: 'video/mp4' }), skipPolling: true });
  const early = await refusal(() => statuses.create({ status: 'Early', mediaIds: [film.id] }));
  const converted = await masto.v2.media.create({ file: new Blob(['another film'], { type: 'video/mp4' }) });

  const keyed = { requestInit: { headers: { 'Idempotency-Key': 'one-key' } } };
  const first = await statuses.create(
    { status: 'Hello https://example.com/ #masto\n\nSecond', mediaIds: [image.id], visibility: 'unlisted', language: 'en' },
    keyed,
  );
  const again = await statuses.create({ status: 'Hello https://example.com/ #masto\n\nSecond', mediaIds: [image.id] }, keyed);
  const reply = await statuses.create({ status: 'A reply', inReplyToId: first.id, spoilerText: 'Careful' });
  const poll = await statuses.create({ status: 'Which?', poll: { options: ['This', 'That'], expiresIn: 600 } });
  await statuses.$select(first.id).favourite();
  await statuses.$select(first.id).reblog();
  const seen = await statuses.$select(first.id).fetch();
  const edited = await statuses.$select(reply.id).update({ status: 'A better reply', spoilerText: '' });
  const source = await statuses.$select(reply.id).source.fetch();
  const page = await masto.v1.accounts.$select(me.id).statuses.list({ limit: 2 });
  const several = [];
  for await (const some of masto.v1.accounts.$select(me.id).statuses.list({ limit: 2 })) {
    several.push(...some.map((status) => status.id));
  }
  const removed = await statuses.$select(poll.id).remove();
  const gone = await refusal(() => statuses.$select(poll.id).fetch());
  const url23 = 'https://example.com/' + 'x'.repeat(100);
  const refused = {
    early,
    gone,
    blank: await refusal(() => statuses.create({ status: ' ' })),
    long: await refusal(() => statuses.create({ status: 'x'.repeat(501) })),
    longWithUrl: await refusal(() => statuses.create({ status: 'x'.repeat(477) + ' ' + url23 })),
    mixed: await refusal(async () =>
      statuses.create({ status: 'Mixed', mediaIds: [(await masto.v2.media.create({ file: picture, skipPolling: true })).id, converted.id] }),
    ),
    attachedTwice: await refusal(() => statuses.create({ status: 'Twice', mediaIds: [image.id] })),
    fiveFiles: await refusal(() => statuses.create({ status: 'Five', mediaIds: ['1', '2', '3', '4', '5'] })),
    altText: await refusal(() => masto.v2.media.create({ file: picture, description: 'x'.repeat(1501), skipPolling: true })),
    wrongType: await refusal(() => masto.v2.media.create({ file: new Blob(['x'], { type: 'text/plain' }), skipPolling: true })),
    noParent: await refusal(() => statuses.create({ status: 'Lost', inReplyToId: '1' })),
    wrongVisibility: await refusal(() => statuses.create({ status: 'Who?', visibility: 'nobody' })),
    pollOfOne: await refusal(() => statuses.create({ status: 'One?', poll: { options: ['One'], expiresIn: 600 } })),
    noToken: await refusal(() => createRestAPIClient({ url, accessToken: 'wrong' }).v1.accounts.verifyCredentials()),
  };
  const fits = await statuses.create({ status: 'x'.repeat(476) + ' ' + url23 });
  const mention = await statuses.create({ status: 'x'.repeat(495) + ' @bob@a-rather-long-name.example' });
  await oauth.revoke.create({ clientId: app.clientId, clientSecret: app.clientSecret, token: token.accessToken });
  const revoked = await refusal(() => masto.v1.accounts.verifyCredentials());
  return {
    consent: told,
    me: { id: me.id, acct: me.acct, displayName: me.displayName },
    limits: {
      characters: instance.configuration.statuses.maxCharacters,
      perUrl: instance.configuration.statuses.charactersReservedPerUrl,
      media: instance.configuration.statuses.maxMediaAttachments,
      version: instance.version,
    },
    image: { type: image.type, url: image.url },
    film: { type: film.type, url: film.url },
    converted: { type: converted.type, url: converted.url },
    first: { id: first.id, url: first.url, content: first.content, visibility: first.visibility, alt: first.mediaAttachments[0].description },
    again: again.id,
    seen: { favourites: seen.favouritesCount, reblogs: seen.reblogsCount, replies: seen.repliesCount },
    reply: { parent: reply.inReplyToId, spoiler: reply.spoilerText, sensitive: reply.sensitive },
    poll: poll.poll.options.map((option) => option.title),
    edited: { at: edited.editedAt, text: source.text },
    page: page.map((status) => status.id),
    several,
    removed: removed.text,
    refused,
    fits: [fits.id, mention.id],
    revoked,
  };
});
