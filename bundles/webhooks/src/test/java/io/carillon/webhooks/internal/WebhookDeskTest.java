package io.carillon.webhooks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.EventType;
import io.carillon.api.model.Violation;
import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.Webhooks.Wish;
import io.carillon.core.MovableClock;
import io.carillon.core.store.InMemoryEventStore;
import io.carillon.core.store.InMemoryWebhookStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDeskTest {

    private static final WorkspaceId HOME = Workspace.DEFAULT_ID;
    private static final Wish NOTHING =
            new Wish(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private final WebhookDesk desk = new WebhookDesk(
            new InMemoryWebhookStore(new InMemoryEventStore()),
            new FakeVault(),
            new FakeReceiver(),
            new MovableClock(Instant.parse("2026-02-10T09:00:00Z")),
            new Random(1));

    private static Wish to(String url) {
        return new Wish(Optional.of(url), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private List<Violation> refused(Wish wish) {
        InvalidException refusal = catchThrowableOfType(InvalidException.class, () -> desk.create(HOME, wish));
        assertThat(desk.list(HOME)).isEmpty();
        return refusal.violations();
    }

    @Test
    void webhookIsForAllEventsUnlessSomeAreChosen() {
        assertThat(desk.create(HOME, to("https://a.test/")).webhook().types()).isEmpty();
        Wish chosen = new Wish(
                Optional.of("https://b.test/"),
                Optional.of("Our CRM"),
                Optional.of(List.of("post.changed", "account.changed")),
                Optional.of(false));
        Webhook webhook = desk.create(HOME, chosen).webhook();
        assertThat(webhook.types()).containsExactlyInAnyOrder(EventType.POST_CHANGED, EventType.ACCOUNT_CHANGED);
        assertThat(webhook.description()).isEqualTo("Our CRM");
        assertThat(webhook.disabled()).map(Webhook.Disabled::reason).contains(Webhook.Reason.BY_PERSON);
        assertThat(desk.list(HOME)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "/hook",
                "https://",
                "https://me:secret@example.com/",
                "https://example.com/#top",
                "https://exa mple.com/",
                "mailto:me@example.com"
            })
    void addressThatIsNoneIsRefused(String url) {
        assertThat(refused(to(url)))
                .extracting(Violation::field, Violation::rule)
                .containsExactly(tuple("url", "url"));
    }

    @Test
    void addressInsideIsRefusedWithTheReason() {
        assertThat(refused(to("https://db.internal/")))
                .extracting(Violation::field, Violation::rule, Violation::message)
                .containsExactly(tuple("url", "public-https", "The host is in this server's own network."));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Wish wish = new Wish(
                Optional.of(" "),
                Optional.of("x".repeat(501)),
                Optional.of(List.of("post.changed", "post.liked")),
                Optional.empty());
        assertThat(refused(wish))
                .extracting(Violation::field, Violation::rule)
                .containsExactly(
                        tuple("url", "required"), tuple("description", "max-length"), tuple("events[1]", "one-of"));
        assertThat(refused(to("https://a.test/" + "x".repeat(2000))))
                .extracting(Violation::rule)
                .containsExactly("max-length");
        assertThat(refused(NOTHING)).extracting(Violation::rule).containsExactly("required");
    }

    @Test
    void workspaceHasTwentyAtMost() {
        for (int i = 0; i < WebhookDesk.MOST; i++) {
            desk.create(HOME, to("https://a.test/" + i));
        }
        assertThatThrownBy(() -> desk.create(HOME, to("https://a.test/more")))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo("too-many-webhooks"));
    }

    @Test
    void changeLeavesWhatItDoesNotName() {
        Webhook webhook = desk.create(HOME, to("https://a.test/")).webhook();
        Wish off = new Wish(Optional.empty(), Optional.of("Off"), Optional.empty(), Optional.of(false));

        Webhook after = desk.change(HOME, webhook.id(), off);

        assertThat(after.url()).isEqualTo(webhook.url());
        assertThat(after.description()).isEqualTo("Off");
        assertThat(after.disabled()).isPresent();
        Wish on = new Wish(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true));
        assertThat(desk.change(HOME, webhook.id(), on).disabled()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        WebhookId id = new WebhookId("h_none");
        assertThatThrownBy(() -> desk.get(HOME, id)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> desk.remove(HOME, id)).isInstanceOf(NotFoundException.class);
        WebhookId there = desk.create(HOME, to("https://a.test/")).webhook().id();
        assertThatThrownBy(() -> desk.replay(HOME, there, "0")).isInstanceOf(NotFoundException.class);
    }
}
