package io.carillon.api.model;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How a post differs on one network or for one account. What is absent is taken from the post.
 *
 * @param platform the network that it is for
 * @param account the account that it is for; exactly one of {@code platform} and {@code account} is present, and an
 *     account's variation counts over its network's
 */
public record Variation(
        Optional<Platform> platform,
        Optional<AccountId> account,
        Optional<String> caption,
        Optional<List<Hashtag>> hashtags,
        Optional<List<MediaRef>> media,
        Optional<URI> link,
        Optional<String> firstComment,
        Optional<List<ThreadPart>> thread) {

    public Variation {
        Objects.requireNonNull(caption, "caption");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(firstComment, "firstComment");
        if (platform.isPresent() == account.isPresent()) {
            throw new IllegalArgumentException("A variation is for either a platform or an account");
        }
        hashtags = hashtags.map(List::copyOf);
        media = media.map(List::copyOf);
        thread = thread.map(List::copyOf);
    }

    /** The same with other files, in the thread too. */
    public Variation mapMedia(UnaryOperator<MediaRef> change) {
        return new Variation(
                platform,
                account,
                caption,
                hashtags,
                media.map(files -> files.stream().map(change).toList()),
                link,
                firstComment,
                thread.map(parts ->
                        parts.stream().map(part -> part.mapMedia(change)).toList()));
    }

    /** Lays this variation over the content. */
    public Content over(Content content) {
        return new Content(
                caption.orElse(content.caption()),
                hashtags.orElse(content.hashtags()),
                media.orElse(content.media()),
                link.or(content::link),
                firstComment.or(content::firstComment),
                thread.orElse(content.thread()));
    }
}
