package io.carillon.publisher.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.api.model.Account;
import io.carillon.api.model.AttemptId;
import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.MediaRule;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.contract.VisiblePosts.VisiblePost;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** What the contract asks of a plugin's test, and what it offers to tests of the plugin's own. */
public abstract class PublisherUnderTest {

    /** What the reason of a test begins with that does not apply; builds that accept no skipped test look for it. */
    static final String EXEMPT = "Exempt: ";

    private static final int MAX_VISITS = 50;

    // ---- What a plugin's test answers ---------------------------------------------------------

    /** The publisher under test; the same object throughout one test. */
    protected abstract Publisher publisher();

    /** A connected account, asked for anew for every call; its grant holds the secrets that must never be told. */
    protected abstract Account account();

    /** What readers see on the fake network. */
    protected abstract VisiblePosts network();

    /** Makes every publishing call from now on fail like this, until {@link #calm}. */
    protected abstract void rehearse(Fault fault);

    /** Makes the network behave again. */
    protected abstract void calm();

    /** The faults that the fake network can be asked for; all but {@link Fault#FORGOTTEN} unless it can do that too. */
    protected Set<Fault> rehearsable() {
        return EnumSet.complementOf(EnumSet.of(Fault.FORGOTTEN));
    }

    /** A post that breaks several rules of {@link Publisher#check} at once, and the fields that it must name. */
    protected Optional<Wrong> wrong() {
        return Optional.empty();
    }

    /** Whether equal posts of two deliveries can be told apart on the network; where not, its README says so. */
    protected boolean tellsDeliveriesApart() {
        return true;
    }

    /** Addresses of the profile that people are sent to and that are never called, such as that of the network's own pages. */
    protected Set<URI> shownOnly() {
        return Set.of();
    }

    /**
     * The resource that says which rules the publisher keeps and why others do not apply, found by the publisher's class
     * loader: {@code META-INF/carillon/<network>-checklist.properties}. A test that runs the contract against another
     * network than the publisher's own fake names one of its own.
     */
    protected String checklist() {
        return "META-INF/carillon/" + publisher().profile().platform() + "-checklist.properties";
    }

    /** @param fields as the violations name them */
    public record Wrong(Account account, Message message, Set<String> fields) {}

    // ---- Helpers for tests of a plugin's own --------------------------------------------------

    /** Starts a delivery for the account. */
    protected final FakePublishContext.Builder post(String text) {
        return FakePublishContext.of(account()).text(text);
    }

    /** Prepares as Carillon does, visit after visit. */
    protected final PreparedValue prepare(FakePublishContext context) {
        return prepare(context, Optional.empty());
    }

    /** Prepares further from a value that was stored. */
    protected final PreparedValue prepare(FakePublishContext context, Optional<PreparedValue> stored) {
        PrepareOutcome outcome = lastVisit(context, stored);
        assertThat(outcome).isInstanceOf(Ready.class);
        return ((Ready) outcome).value();
    }

    /** Prepares and publishes; what stops the preparing is the outcome. */
    protected final PublishOutcome attempt(FakePublishContext context) {
        PrepareOutcome outcome = lastVisit(context, Optional.empty());
        return outcome instanceof PublishOutcome stopped
                ? stopped
                : publisher().publish(context, ((Ready) outcome).value());
    }

    private PrepareOutcome lastVisit(FakePublishContext context, Optional<PreparedValue> stored) {
        Optional<PreparedValue> value = stored;
        for (int visit = 0; visit < MAX_VISITS; visit++) {
            PrepareOutcome outcome = publisher().prepare(context, value);
            if (!(outcome instanceof Continue)) {
                return outcome;
            }
            value = Optional.of(((Continue) outcome).value());
        }
        return fail("It was not ready after " + MAX_VISITS + " visits");
    }

    /** What the account shows. */
    protected final List<VisiblePost> visible() throws IOException {
        return network().of(account());
    }

    protected final DoubtClass doubt() {
        return publisher().capabilities(account()).doubt();
    }

    final PublishOutcome refused(Fault fault, FakePublishContext context) throws IOException {
        rehearseOrSkip(fault);
        PublishOutcome outcome = attempt(again(context));
        assertThat(visible()).isEmpty();
        calm();
        return outcome;
    }

    final void publishesAfterwards(FakePublishContext context) throws IOException {
        published(attempt(again(context)));
        assertThat(visible()).hasSize(1);
    }

    /**
     * What is on the network after all was found, or can be repeated without harm.
     *
     * @param id of what is on the network
     * @param repeat sends it again and answers with its id
     */
    final void settledAs(ReconcileOutcome settled, String id, Supplier<String> repeat) {
        settled.fold(new ReconcileOutcome.Cases<Void>() {

            @Override
            public Void found(ReconcileOutcome.Found found) {
                assertThat(found.publication().remoteId()).isEqualTo(id);
                return null;
            }

            @Override
            public Void absent() {
                return fail("It is on the network, but reconcile says that it is surely absent");
            }

            @Override
            public Void repeatSafe() {
                assertThat(doubt()).isIn(DoubtClass.KEYED, DoubtClass.PROBE);
                assertThat(repeat.get()).isEqualTo(id);
                return null;
            }

            @Override
            public Void askAgain(ReconcileOutcome.AskAgain later) {
                return fail("The fake network could have said it at once: " + later.reason());
            }

            @Override
            public Void unknown(ReconcileOutcome.Unknown unknown) {
                assertThat(doubt()).isEqualTo(DoubtClass.NONE);
                assertThat(unknown.evidence()).isNotBlank();
                return null;
            }
        });
    }

    final void notFound(ReconcileOutcome outcome) {
        outcome.fold(new ReconcileOutcome.Cases<Void>() {

            @Override
            public Void found(ReconcileOutcome.Found found) {
                return fail("It took a post that is not its own: " + found.publication());
            }

            @Override
            public Void absent() {
                return null;
            }

            @Override
            public Void repeatSafe() {
                assertThat(doubt()).isIn(DoubtClass.KEYED, DoubtClass.PROBE);
                return null;
            }

            @Override
            public Void askAgain(ReconcileOutcome.AskAgain later) {
                return fail("The fake network could have said it at once: " + later.reason());
            }

            @Override
            public Void unknown(ReconcileOutcome.Unknown unknown) {
                assertThat(doubt()).isEqualTo(DoubtClass.NONE);
                return null;
            }
        });
    }

    /** The next attempt, with the account as it is now. */
    final FakePublishContext again(FakePublishContext context) {
        return FakePublishContext.of(account()).again(context).build();
    }

    static PastAttempt attempt(Instant startedAt, PreparedValue prepared) {
        return new PastAttempt(new AttemptId("t_1"), startedAt, prepared, 0, Optional.of(Instant.now()));
    }

    static Published published(PublishOutcome outcome) {
        assertThat(outcome).isInstanceOf(Published.class);
        return (Published) outcome;
    }

    final FakeAttachment[] pictures() {
        return takesPng() ? new FakeAttachment[] {FakeAttachment.png("A red dot")} : new FakeAttachment[0];
    }

    final boolean takesPng() {
        return publisher()
                .profile()
                .media()
                .rule(MediaRule.Kind.IMAGE)
                .filter(rule -> rule.types().contains("image/png"))
                .isPresent();
    }

    /** Ends a test that says nothing about this publisher. Its report tells such a test from one that lacks a tool. */
    static void appliesIf(boolean condition, String exemption) {
        assumeTrue(condition, EXEMPT + exemption);
    }

    final void rehearseOrSkip(Fault fault) {
        appliesIf(rehearsable().contains(fault), "this network cannot be made to do it");
        rehearse(fault);
    }

    final void rehearseIfPossible(Fault fault) {
        if (rehearsable().contains(fault)) {
            rehearse(fault);
        }
    }

    static <T> T fail(String why) {
        return Assertions.fail(why);
    }
}
