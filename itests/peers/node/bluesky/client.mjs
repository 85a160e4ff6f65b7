/* Bluesky's own client library reads a post: is it one, and what would an app show? */
import { AppBskyFeedPost, RichText, jsonToLex } from '@atproto/api';
import { peer } from '../peer.mjs';

peer(async ({ record }) => {
  const checked = AppBskyFeedPost.validateRecord(jsonToLex(record));
  if (!checked.success) {
    throw checked.error;
  }
  const segments = [...new RichText({ text: record.text, facets: record.facets }).segments()];
  return {
    segments: segments.map(({ text, link, mention, tag }) => ({
      text,
      link: link?.uri,
      mention: mention?.did,
      tag: tag?.tag,
    })),
  };
});
