package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.Post;
import io.carillon.api.model.Variation;
import io.carillon.api.model.Violation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Where the parts that an account publishes come from, by the names that the API gives them. */
final class Fields {

    private static final String OPTIONS = "options.";

    private final Post post;
    private final Account account;

    Fields(Post post, Account account) {
        this.post = post;
        this.account = account;
    }

    String caption() {
        return from(Variation::caption) + "caption";
    }

    String hashtags() {
        return from(Variation::hashtags) + "hashtags";
    }

    String media() {
        return from(Variation::media) + "media";
    }

    String link() {
        return from(Variation::link) + "link";
    }

    String firstComment() {
        return from(Variation::firstComment) + "firstComment";
    }

    String thread() {
        return from(Variation::thread) + "thread";
    }

    /** An option stands in a variation, and nowhere else. */
    String option(String name) {
        return from(variation -> Optional.of(name).filter(variation.options().names()::contains)) + OPTIONS + name;
    }

    /** What a publisher says of an option, which it knows by its name alone, with the place where it was chosen. */
    Violation placed(Violation found) {
        return found.field().startsWith(OPTIONS)
                ? found.withField(option(found.field().substring(OPTIONS.length())))
                : found;
    }

    String accountItself() {
        return "accounts[" + post.accounts().indexOf(account) + "]";
    }

    /** The prefix of the variation that counts: the last for the account, else the last for its network. */
    private String from(Function<Variation, Optional<?>> part) {
        List<Variation> all = post.variations();
        Optional<Integer> forAccount =
                last(all, v -> v.account().filter(account.id()::equals).isPresent(), part);
        return forAccount
                .or(() -> last(
                        all,
                        v -> v.platform().filter(account.platform()::equals).isPresent(),
                        part))
                .map(index -> "variations[" + index + "].")
                .orElse("");
    }

    private static Optional<Integer> last(
            List<Variation> all, Predicate<Variation> applies, Function<Variation, Optional<?>> part) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (applies.test(all.get(i)) && part.apply(all.get(i)).isPresent()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
