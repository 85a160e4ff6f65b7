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
 * @param options of the network; each that is absent is taken from the network's variation
 */
public record Variation(
        Optional<Platform> platform,
        Optional<AccountId> account,
        Optional<String> caption,
        Optional<List<Hashtag>> hashtags,
        Optional<List<MediaRef>> media,
        Optional<URI> link,
        Optional<String> firstComment,
        Optional<List<ThreadPart>> thread,
        Options options) {

    public Variation {
        Objects.requireNonNull(caption, "caption");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(firstComment, "firstComment");
        if (platform.isPresent() == account.isPresent()) {
            throw new IllegalArgumentException("A variation is for either a platform or an account");
        }
        hashtags = hashtags.map(List::copyOf);
        media = media.map(List::copyOf);
        Objects.requireNonNull(options, "options");
        thread = thread.map(List::copyOf);
    }

    /** Without options. */
    public Variation(
            Optional<Platform> platform,
            Optional<AccountId> account,
            Optional<String> caption,
            Optional<List<Hashtag>> hashtags,
            Optional<List<MediaRef>> media,
            Optional<URI> link,
            Optional<String> firstComment,
            Optional<List<ThreadPart>> thread) {
        this(platform, account, caption, hashtags, media, link, firstComment, thread, Options.NONE);
    }

    /** One that differs in nothing yet. */
    public static Variation on(Platform platform) {
        return nothing(Optional.of(platform), Optional.empty());
    }

    /** One that differs in nothing yet. */
    public static Variation on(AccountId account) {
        return nothing(Optional.empty(), Optional.of(account));
    }

    private static Variation nothing(Optional<Platform> platform, Optional<AccountId> account) {
        return new Variation(
                platform,
                account,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Variation withOptions(Options chosen) {
        return new Variation(platform, account, caption, hashtags, media, link, firstComment, thread, chosen);
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
                        parts.stream().map(part -> part.mapMedia(change)).toList()),
                options);
    }

    /** Lays this variation over the content. */
    public Content over(Content content) {
        return new Content(
                caption.orElse(content.caption()),
                hashtags.orElse(content.hashtags()),
                media.orElse(content.media()),
                link.or(content::link),
                firstComment.or(content::firstComment),
                thread.orElse(content.thread()),
                options.over(content.options()));
    }
}
