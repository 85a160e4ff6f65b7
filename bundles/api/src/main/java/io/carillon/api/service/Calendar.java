package io.carillon.api.service;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Platform;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.PageRequest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What goes out when. */
@ProviderType
public interface Calendar {

    /**
     * Everything between two instants: first, the latest first, what recurring posts will have there and no delivery was
     * made for yet; then the deliveries, the latest due first.
     *
     * @param from inclusive
     * @param to exclusive
     */
    Span between(WorkspaceId workspace, Instant from, Instant to, PageRequest page);

    /**
     * One post to one account at one time.
     *
     * @param delivery absent where none was made yet
     * @param occurrence of a post that recurs
     */
    record Entry(
            StoredPost post,
            AccountId account,
            Platform platform,
            Instant due,
            Optional<LocalDateTime> occurrence,
            Optional<Delivery> delivery) {

        public Entry {
            Objects.requireNonNull(post, "post");
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(platform, "platform");
            Objects.requireNonNull(due, "due");
            Objects.requireNonNull(occurrence, "occurrence");
            Objects.requireNonNull(delivery, "delivery");
        }

        /** Of a delivery. */
        public static Entry of(StoredPost post, Delivery delivery) {
            return new Entry(
                    post,
                    delivery.account(),
                    delivery.platform(),
                    delivery.due(),
                    delivery.occurrence(),
                    Optional.of(delivery));
        }

        /** Of an occurrence that has no delivery yet. */
        public static Entry ahead(StoredPost post, Account account, Instant due, LocalDateTime occurrence) {
            return new Entry(post, account.id(), account.platform(), due, Optional.of(occurrence), Optional.empty());
        }
    }

    /**
     * Part of what is between two instants.
     *
     * @param next what to ask with for the part after this one; absent at the end
     * @param complete false where there is more that recurs than is unfolded at once: ask for a shorter span
     */
    record Span(List<Entry> entries, Optional<String> next, boolean complete) {

        public Span {
            entries = List.copyOf(entries);
            Objects.requireNonNull(next, "next");
        }
    }
}
