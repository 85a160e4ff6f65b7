package io.carillon.publisher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.Metrics;
import io.carillon.api.publisher.MetricsOutcome;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.publisher.contract.VisiblePosts.VisiblePost;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Carillon relies on once a post is published: it can be removed, changed, and counted. */
public abstract class AfterwardsRules extends ConnectRules {

    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /** What removes posts; the publisher itself, if it does. */
    protected Optional<Remover> remover() {
        return publisher() instanceof Remover itself ? Optional.of(itself) : Optional.empty();
    }

    /** What changes posts; the publisher itself, if it does. */
    protected Optional<Editor> editor() {
        return publisher() instanceof Editor itself ? Optional.of(itself) : Optional.empty();
    }

    /** What reads figures; the publisher itself, if it does. */
    protected Optional<MetricsSource> metrics() {
        return publisher() instanceof MetricsSource itself ? Optional.of(itself) : Optional.empty();
    }

    /** Makes reading figures fail as if the network were not there, until {@link #calm}. */
    protected void rehearseMetrics() {
        rehearse(Fault.UNAVAILABLE);
    }

    /** A post that the network never had. */
    protected Publication nowhere() {
        return new Publication("nowhere", Optional.empty(), Instant.now());
    }

    private Publication publishPost(String text) {
        return published(attempt(post(text).build())).publication();
    }

    @Test
    void removedPostIsGoneAndRemovingItAgainIsNoError() throws IOException {
        appliesIf(remover().isPresent(), "posts cannot be removed through it");
        Publication post = publishPost("Soon gone.");
        publishPost("This one stays.");
        assertThat(published(remover().orElseThrow().remove(account(), post))
                        .publication()
                        .remoteId())
                .isEqualTo(post.remoteId());
        assertThat(visible()).extracting(VisiblePost::text).containsExactly("This one stays.");
        published(remover().orElseThrow().remove(account(), post));
        assertThat(visible()).hasSize(1);
    }

    @Test
    void changedPostKeepsItsPlace() throws IOException {
        appliesIf(editor().isPresent(), "posts cannot be changed through it");
        Publication post = publishPost("With a tpyo.");
        PublishOutcome outcome =
                editor().orElseThrow().edit(post("Without a typo.").build(), post);
        assertThat(published(outcome).publication().remoteId()).isEqualTo(post.remoteId());
        assertThat(visible()).extracting(VisiblePost::text).containsExactly("Without a typo.");
    }

    @Test
    void figuresOfAPostAreReadByItsId() throws IOException {
        MetricsSource source = figures();
        Publication post = publishPost("Count me.");
        Publication other = publishPost("Count me too.");
        Map<String, Metrics> figures = read(source, post, other);
        assertThat(figures).containsOnlyKeys(post.remoteId(), other.remoteId());
        figures.values().forEach(one -> {
            assertThat(one.values()).isNotEmpty();
            assertThat(one.values().keySet()).allMatch(name -> name.matches("[a-z][A-Za-z]*"));
            assertThat(one.values().values()).allMatch(value -> value >= 0);
            assertThat(one.at())
                    .isBetween(Instant.now().minus(CLOCKS), Instant.now().plus(CLOCKS));
        });
    }

    @Test
    void postThatIsGoneHasNoFigures() throws IOException {
        MetricsSource source = figures();
        Publication post = publishPost("Count me.");
        assertThat(read(source, nowhere(), post)).as("left out, never 0").containsOnlyKeys(post.remoteId());
    }

    @Test
    void figuresThatCannotBeReadAreAnError() throws IOException {
        MetricsSource source = figures();
        Publication post = publishPost("Count me.");
        appliesIf(
                rehearsable().contains(Fault.UNAVAILABLE) && metricsCanFail(),
                "reading figures cannot be made to fail");
        rehearseMetrics();
        MetricsOutcome outcome = source.fetch(account(), List.of(post));
        assertThat(outcome)
                .as("no figures at all would look like a network that counts nothing")
                .isInstanceOf(MetricsOutcome.NotReached.class);
        assertThat(outcome.toString())
                .doesNotContain(account().grant().secrets().values());
    }

    @Test
    void refusedGrantIsNoNetworkThatCannotBeRead() throws IOException {
        MetricsSource source = figures();
        appliesIf(rehearsable().contains(Fault.REVOKED), "a grant cannot be made to end");
        Publication post = publishPost("Count me.");
        Account account = account();
        rehearse(Fault.REVOKED);
        MetricsOutcome outcome = source.fetch(account, List.of(post));
        assertThat(outcome)
                .as("the figures, where they are told without the grant, or that its owner must be asked")
                .isNotInstanceOf(MetricsOutcome.NotReached.class);
        assertThat(outcome.toString()).doesNotContain(account.grant().secrets().values());
    }

    private Map<String, Metrics> read(MetricsSource source, Publication... posts) {
        MetricsOutcome outcome = source.fetch(account(), List.of(posts));
        assertThat(outcome).isInstanceOf(MetricsOutcome.Read.class);
        return ((MetricsOutcome.Read) outcome).figures();
    }

    /** Whether {@link #rehearseMetrics} has an effect. */
    protected boolean metricsCanFail() {
        return true;
    }

    private MetricsSource figures() {
        appliesIf(metrics().isPresent(), "figures are not read through it");
        return metrics().orElseThrow();
    }

    @Test
    void whatTheProfileNamesIsThere() {
        for (Feature feature : publisher().profile().features()) {
            boolean there =
                    switch (feature) {
                        case FIRST_COMMENT, THREAD, PERMALINK -> followUps().isPresent();
                        case DELETE -> remover().isPresent();
                        case EDIT -> editor().isPresent();
                        case METRICS -> metrics().isPresent();
                        case LINK_CARD, ALT_TEXT, REFUSES_REPEATS -> true;
                    };
            assertThat(there).as("a service for %s", feature).isTrue();
        }
    }
}
