package io.carillon.core.store;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.Post;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostWithDeliveries;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Which posts and deliveries a query asks for. */
final class Filters {

    private Filters() {}

    static boolean matches(PostQuery query, PostWithDeliveries candidate) {
        Post post = candidate.post().post();
        return candidate.post().workspace().equals(query.workspace())
                && (query.states().isEmpty() || query.states().contains(candidate.state()))
                && query.account()
                        .map(id -> post.accounts().stream().anyMatch(a -> a.id().equals(id)))
                        .orElse(true)
                && query.platform()
                        .map(platform -> post.accounts().stream()
                                .anyMatch(a -> a.platform().equals(platform)))
                        .orElse(true)
                && query.label().map(post.labels()::contains).orElse(true)
                && query.text()
                        .map(text -> folded(post.content().caption()).contains(folded(text)))
                        .orElse(true)
                && (query.from().isEmpty() && query.to().isEmpty()
                        || candidate.deliveries().stream()
                                .anyMatch(delivery -> isDue(delivery, query.from(), query.to())));
    }

    static boolean matches(DeliveryQuery query, Delivery delivery) {
        return delivery.workspace().equals(query.workspace())
                && (query.states().isEmpty() || query.states().contains(delivery.state()))
                && query.account().map(delivery.account()::equals).orElse(true)
                && query.post().map(delivery.post()::equals).orElse(true)
                && query.platform().map(delivery.platform()::equals).orElse(true)
                && isDue(delivery, query.from(), query.to());
    }

    private static boolean isDue(Delivery delivery, Optional<Instant> from, Optional<Instant> to) {
        return from.map(start -> !delivery.due().isBefore(start)).orElse(true)
                && to.map(end -> delivery.due().isBefore(end)).orElse(true);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
