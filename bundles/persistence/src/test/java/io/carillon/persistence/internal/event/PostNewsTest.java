package io.carillon.persistence.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Event;
import io.carillon.api.model.EventType;
import io.carillon.api.model.Post;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WaitReason;
import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.Claim;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.core.store.StoreContract;
import io.carillon.core.store.StoreFixture;
import io.carillon.persistence.internal.DatabaseFixture;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of posts and deliveries is told where somebody listens. */
@OnEachDatabase
class PostNewsTest extends StoreContract {

    private static final WorkspaceId HOME = Workspace.DEFAULT_ID;
    private static final Instant DUE = NOW.plusSeconds(60);

    private Stores stores;
    private String seen = "";

    @Override
    protected StoreFixture emptyStores() {
        stores = TestStores.empty();
        return new DatabaseFixture();
    }

    private void listen() {
        stores.events().listen(HOME, TestStores.NOW.plusSeconds(3600));
        events();
    }

    /** What was told since this was asked last. */
    private List<Event> events() {
        List<Event> events = stores.events().after(HOME, seen, 100);
        if (!events.isEmpty()) {
            seen = events.get(events.size() - 1).id();
        }
        return events;
    }

    private List<String> deliveryStates() {
        return events().stream()
                .filter(event -> event.type() == EventType.DELIVERY_CHANGED)
                .map(event -> event.data().get("state"))
                .toList();
    }

    @Test
    void nothingIsStoredWhereNobodyListens() {
        events();
        stored(DUE);
        dispatch.settle(List.of(published(claimOne(DUE))));
        assertThat(events()).isEmpty();
    }

    @Test
    void scheduledPostIsToldWithItsDelivery() {
        listen();
        Delivery delivery = stored(DUE);

        List<Event> told = events();

        assertThat(told).hasSize(2).allMatch(event -> event.at().equals(TestStores.NOW));
        assertThat(told.get(0).type()).isEqualTo(EventType.DELIVERY_CHANGED);
        assertThat(told.get(0).data())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "delivery", delivery.id().value(),
                        "post", delivery.post().value(),
                        "account", delivery.account().value(),
                        "platform", "sandbox",
                        "state", "SCHEDULED",
                        "due", DUE.toString()));
        assertThat(told.get(1).type()).isEqualTo(EventType.POST_CHANGED);
        assertThat(told.get(1).data())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("post", delivery.post().value(), "change", "CREATED", "state", "SCHEDULED"));
    }

    @Test
    void publishingIsToldOnceItIsOver() {
        Delivery delivery = stored(DUE);
        listen();
        Claim claim = claimOne(DUE);
        assertThat(events()).as("before the call nothing is written").isEmpty();

        dispatch.settle(List.of(published(claim)));

        assertThat(events())
                .extracting(event -> event.type().text() + " " + event.data().get("state"))
                .containsExactly("delivery.changed PUBLISHED", "post.changed PUBLISHED");
        dispatch.settle(List.of(published(claim)));
        assertThat(events()).as("the claim had ended").isEmpty();
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void retryIsToldWithItsTime() {
        stored(DUE);
        listen();
        dispatch.settle(List.of(settlement(claimOne(DUE), retrying(DUE.plusSeconds(30)))));
        assertThat(events().get(0).data())
                .containsEntry("state", "RETRYING")
                .containsEntry("retryAt", DUE.plusSeconds(30).toString());
    }

    @Test
    void waitingForAPublisherIsToldAndItsEnd() {
        stored(DUE);
        listen();

        dispatch.parkAbsent(Set.of(), DUE);
        List<Event> parked = events();
        assertThat(parked.get(0).data())
                .containsEntry("state", "WAITING")
                .containsEntry("waitReason", "PUBLISHER_ABSENT");
        assertThat(parked.get(1).data()).containsEntry("state", "WAITING").containsEntry("change", "STATE");

        dispatch.unpark(BELL.platform(), WaitReason.PUBLISHER_ABSENT, DUE);
        assertThat(deliveryStates()).containsExactly("SCHEDULED");
    }

    @Test
    void whatPeopleDoIsTold() {
        Delivery delivery = stored(DUE);
        StoredPost post = posts.find(HOME, delivery.post()).orElseThrow().post();
        listen();
        Delivery cancelled = delivery.toBuilder()
                .state(DeliveryState.CANCELLED)
                .wakeAt(Optional.empty())
                .build();

        posts.change(new PostChange(
                post,
                1,
                List.of(),
                List.of(new PostChange.DeliveryChange(delivery, cancelled)),
                List.of(),
                Optional.empty(),
                List.of()));
        assertThat(events()).extracting(event -> event.data().get("state")).containsExactly("CANCELLED", "CANCELLED");

        Post other = Post.to(BELL).caption("Otherwise").build();
        posts.change(new PostChange(
                post.edited(other, NOW), 1, List.of(), List.of(), List.of(), Optional.empty(), List.of()));
        assertThat(events()).singleElement().satisfies(event -> assertThat(event.data())
                .containsEntry("change", "EDITED"));

        posts.remove(HOME, post.id(), 2);
        assertThat(events()).singleElement().satisfies(event -> assertThat(event.data())
                .containsEntry("change", "REMOVED")
                .containsEntry("post", post.id().value()));
    }

    @Test
    void whatANetworkCorrectedOrRemovedIsTold() {
        Delivery delivery = stored(DUE);
        dispatch.settle(List.of(published(claimOne(DUE))));
        Delivery there = now(delivery);
        listen();

        asked(there, Attempt.Kind.CORRECTED_BY_PERSON, Attempt.Result.UNAVAILABLE, there);
        assertThat(deliveryStates()).as("the network did nothing").isEmpty();
        asked(there, Attempt.Kind.CORRECTED_BY_PERSON, Attempt.Result.DONE, there);
        assertThat(deliveryStates()).containsExactly("PUBLISHED");
        asked(
                there,
                Attempt.Kind.REMOVED_BY_PERSON,
                Attempt.Result.DONE,
                there.toBuilder().removedAt(NOW).build());
        assertThat(events().get(0).data())
                .containsEntry("state", "PUBLISHED")
                .containsEntry("removedAt", NOW.toString());
    }

    private void asked(Delivery before, Attempt.Kind kind, Attempt.Result result, Delivery after) {
        StoredPost post = posts.find(HOME, before.post()).orElseThrow().post();
        Attempt line = Attempt.askedByPerson(
                new AttemptId("t_" + kind + "_" + result),
                before,
                kind,
                new UserId("u_1"),
                NOW,
                NOW,
                result,
                "So it was.",
                Optional.empty());
        posts.change(new PostChange(
                        post,
                        post.revision(),
                        List.of(),
                        List.of(new PostChange.DeliveryChange(before, after)),
                        List.of())
                .telling(List.of(line)));
    }

    @Test
    void webhookIsCalledForWhatHappensInItsWorkspaceAlone() {
        Webhook webhook = new Webhook(
                new WebhookId("h_1"),
                HOME,
                URI.create("https://receiver.test/"),
                "",
                Set.of(EventType.DELIVERY_CHANGED),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                TestStores.NOW,
                1);
        stores.webhooks().add(webhook, new SealedGrant("sealed", "k1", Optional.empty()), 20);
        Delivery delivery = stored(DUE);
        stored(ELSEWHERE, DUE, builder -> builder);

        stores.webhooks().spread(NOW, 100);

        assertThat(stores.webhooks()
                        .calls(HOME, webhook.id(), PageRequest.first(10))
                        .items())
                .singleElement()
                .satisfies(call -> assertThat(call.event().data())
                        .containsEntry("delivery", delivery.id().value()));
        stores.webhooks().remove(HOME, webhook.id());
        events();
        stored(DUE);
        assertThat(events()).as("nobody listens any more").isEmpty();
    }
}
