package io.carillon.publisher.mastodon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Metrics;
import io.carillon.api.publisher.MetricsOutcome;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Unavailable;
import io.carillon.itests.simulators.fault.Effect;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.User;
import io.carillon.publisher.contract.FakeAttachment;
import io.carillon.publisher.contract.FakePublishContext;
import io.carillon.publisher.support.http.NetworkClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a post after it was published: edits, removal, figures. */
class MastodonEditorTest {

    private final NetworkClient client = Fixtures.client();
    private final MastodonEditor editor = new MastodonEditor(client, Clock.systemUTC());
    private final MastodonMetrics metrics = new MastodonMetrics(client, Clock.systemUTC());
    private MastodonSimulator mastodon;
    private User alice;
    private Account account;
    private Publication post;

    @BeforeEach
    void publish() {
        mastodon = MastodonSimulator.start();
        alice = mastodon.createUser("alice");
        account = Fixtures.account(mastodon, alice);
        post = published("Before");
    }

    private Publication published(String text) {
        MastodonPublisher publisher = new MastodonPublisher(Fixtures.CONFIG, client, Clock.systemUTC());
        PublishOutcome outcome = publisher.publish(
                FakePublishContext.of(account).text(text).build(), io.carillon.api.publisher.PreparedValue.NOTHING);
        return ((Published) outcome).publication();
    }

    @AfterEach
    void stop() {
        mastodon.close();
    }

    @Test
    void editReplacesTextAndFiles() {
        FakeAttachment picture = FakeAttachment.png("A dot");
        PublishOutcome outcome = editor.edit(
                FakePublishContext.of(account)
                        .text("After")
                        .attachments(picture)
                        .build(),
                post);
        assertThat(((Published) outcome).publication().remoteId()).isEqualTo(post.remoteId());
        assertThat(mastodon.shown(alice)).singleElement().satisfies(shown -> {
            assertThat(shown.text()).isEqualTo("After");
            assertThat(shown.edited()).isTrue();
            assertThat(shown.media()).containsExactly(picture.bytes());
        });
    }

    @Test
    void editWithAFilmDoesNotWaitForIt() {
        FakeAttachment film = FakeAttachment.of("video/mp4", new byte[] {1}, "");
        PublishOutcome outcome = editor.edit(
                FakePublishContext.of(account).text("After").attachments(film).build(), post);
        assertThat(outcome).isInstanceOf(Unavailable.class);
        assertThat(mastodon.shown(alice).get(0).text()).isEqualTo("Before");
    }

    @Test
    void removedPostIsGoneHoweverOften() {
        assertThat(editor.remove(account, post)).isInstanceOf(Published.class);
        assertThat(mastodon.shown(alice)).isEmpty();
        assertThat(editor.remove(account, post)).isInstanceOf(Published.class);
    }

    @Test
    void pageOfWhatStandsBeforeTheServerDoesNotSayThatAPostIsGone() {
        mastodon.faults()
                .always("DELETE", "/api/v1/statuses/.*", Effect.answering(Response.html(404, "404 page not found")));
        assertThat(editor.remove(account, post)).isInstanceOf(Unavailable.class);
        assertThat(mastodon.shown(alice)).hasSize(1);
    }

    @Test
    void revokedConsentIsSaid() {
        mastodon.revoke(alice);
        assertThat(editor.remove(account, post)).isInstanceOf(ReauthorisationNeeded.class);
        assertThat(editor.edit(FakePublishContext.of(account).text("After").build(), post))
                .isInstanceOf(ReauthorisationNeeded.class);
        assertThat(metrics.fetch(account, List.of(post))).isInstanceOf(MetricsOutcome.Revoked.class);
        assertThat(mastodon.shown(alice)).hasSize(1);
    }

    private Map<String, Metrics> figures(Publication... posts) {
        return ((MetricsOutcome.Read) metrics.fetch(account, List.of(posts))).figures();
    }

    @Test
    void figuresAreTheServers() {
        Publication other = published("Other");
        Publication gone = new Publication("1", Optional.empty(), Instant.now());
        mastodon.like(post.remoteId());
        mastodon.like(post.remoteId());
        mastodon.share(post.remoteId());
        Map<String, Metrics> figures = figures(post, other, gone);
        assertThat(figures).containsOnlyKeys(post.remoteId(), other.remoteId());
        assertThat(figures.get(post.remoteId()).values()).isEqualTo(Map.of("likes", 2L, "shares", 1L, "comments", 0L));
    }

    @Test
    void idsOfOtherMakesMayLookLikeAnything() {
        Publication odd = new Publication("17 a/b?c=[1]&d", Optional.empty(), Instant.now());
        assertThat(figures(odd, post)).containsOnlyKeys(post.remoteId());
        assertThat(editor.remove(account, odd)).isInstanceOf(Published.class);
        assertThat(mastodon.shown(alice)).hasSize(1);
    }

    @Test
    void olderServersAreAskedOneByOne() {
        mastodon.faults()
                .always("GET", "/api/v1/statuses", Effect.answering(Response.text(404, "text/html", "<h1>404</h1>")));
        mastodon.like(post.remoteId());
        Publication gone = new Publication("1", Optional.empty(), Instant.now());
        Map<String, Metrics> figures = figures(post, gone);
        assertThat(figures).containsOnlyKeys(post.remoteId());
        assertThat(figures.get(post.remoteId()).values()).containsEntry("likes", 1L);
    }
}
