package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.Post;
import io.carillon.api.model.Variation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Where the parts that an account publishes come from, by the names that the API gives them. */
final class Fields {

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
