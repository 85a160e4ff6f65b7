package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.core.recurrence.Occurrences;
import io.carillon.core.recurrence.RecurrenceCheck;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of a scheduled post which accounts it will find without consent, while there is time to renew that. */
final class ConsentEnds {

    private static final Logger LOG = LoggerFactory.getLogger(ConsentEnds.class);

    private final Publishers publishers;
    private final Function<AccountId, Optional<SealedGrant>> grants;

    /** @param grants by which accounts live */
    ConsentEnds(Publishers publishers, Function<AccountId, Optional<SealedGrant>> grants) {
        this.publishers = publishers;
        this.grants = grants;
    }

    static ConsentEnds of(Publishers publishers, AccountStore accounts) {
        return new ConsentEnds(publishers, accounts::grant);
    }

    Optional<Violation> check(Post post, Account account) {
        if (post.schedule().isEmpty()) {
            return Optional.empty();
        }
        Schedule schedule = post.schedule().get();
        return grants.apply(account.id())
                .flatMap(grant -> lastEnd(account, grant))
                .filter(end -> !schedule.instant().isBefore(end) || comesBackAfter(schedule, end))
                .map(end -> Violation.warning(
                        new Fields(post, account).accountItself(),
                        "consent-ends",
                        end.toString(),
                        schedule.instant().toString(),
                        "%s lets Carillon publish until %s only, and cannot renew that by itself."
                                        .formatted(account.handle(), TimeZones.told(end, account.zone()))
                                + " Connect it again before then; what is due later waits until it is."));
    }

    /** One that is beyond what can be planned is refused for that. */
    private static boolean comesBackAfter(Schedule schedule, Instant end) {
        if (schedule.recurrence().isEmpty()
                || !TimeZones.isKnown(schedule.zone())
                || !RecurrenceCheck.check(schedule).isEmpty()) {
            return false;
        }
        Occurrences occurrences = Occurrences.of(schedule);
        return occurrences
                .from(LocalDateTime.ofInstant(end, schedule.zone()).minusDays(1))
                .map(occurrences::instant)
                .dropWhile(due -> due.isBefore(end))
                .findFirst()
                .isPresent();
    }

    /** When only its owner can help: whatever the network's connector can do, it counts what this grant can. */
    private Optional<Instant> lastEnd(Account account, SealedGrant grant) {
        return switch (grant.renewal()) {
            case TOKEN -> grant.lastsUntil();
            case NOBODY -> grant.expiresAt();
            case CONNECTOR -> grant.expiresAt().filter(end -> isRenewedByItsOwnerOnly(account));
        };
    }

    private boolean isRenewedByItsOwnerOnly(Account account) {
        Optional<Publishers.Use<AccountConnector>> use = publishers.use(AccountConnector.class, account.platform());
        if (use.isEmpty()) {
            return false;
        }
        try (Publishers.Use<AccountConnector> connector = use.get()) {
            return !connector.service().renews();
        } catch (RuntimeException | LinkageError e) {
            // A plugin's bug must not keep people from writing, and what ends is told again a day before.
            LOG.error("The connector for {} failed to say whether it renews grants.", account.platform(), e);
            return false;
        }
    }
}
