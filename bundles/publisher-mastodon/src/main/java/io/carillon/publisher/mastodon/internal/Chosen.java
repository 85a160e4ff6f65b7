package io.carillon.publisher.mastodon.internal;

import static io.carillon.publisher.mastodon.internal.MastodonProfile.CONTENT_WARNING;
import static io.carillon.publisher.mastodon.internal.MastodonProfile.LANGUAGE;
import static io.carillon.publisher.mastodon.internal.MastodonProfile.SENSITIVE;
import static io.carillon.publisher.mastodon.internal.MastodonProfile.VISIBILITY;

import io.carillon.api.model.Account;
import io.carillon.api.model.Options;
import java.util.Optional;

/**
 * How one status is shown: by the options of the post, else by the settings of the account.
 *
 * @param warning stands before the text; empty where there is none
 * @param sensitive whether files are blurred; absent where that is up to the server
 */
record Chosen(String visibility, String warning, Optional<Boolean> sensitive, Optional<String> language) {

    static Chosen of(Account account, Options options) {
        String warning = text(account, options, CONTENT_WARNING)
                .filter(text -> !text.isBlank())
                .orElse("");
        return new Chosen(
                text(account, options, VISIBILITY).orElse("public"),
                warning,
                // A server blurs whatever has a warning.
                warning.isEmpty() ? options.flag(SENSITIVE) : Optional.of(true),
                text(account, options, LANGUAGE).filter(language -> !language.isEmpty()));
    }

    private static Optional<String> text(Account account, Options options, String name) {
        return options.text(name)
                .or(() -> Optional.ofNullable(account.settings().get(name)));
    }
}
