package io.carillon.shell.internal;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Step;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.Posts;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostWithDeliveries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers what a test gave it, and remembers what it was asked. */
final class FakePosts implements Posts {

    final List<PostWithDeliveries> rows = new ArrayList<>();
    Optional<String> next = Optional.empty();
    PostQuery asked;
    DeliveryQuery askedDeliveries;
    PageRequest page;

    @Override
    public Page<PostWithDeliveries> list(PostQuery query, PageRequest wanted) {
        asked = query;
        page = wanted;
        return new Page<>(rows, next);
    }

    @Override
    public Page<Delivery> listDeliveries(DeliveryQuery query, PageRequest wanted) {
        askedDeliveries = query;
        page = wanted;
        return new Page<>(
                rows.stream().flatMap(row -> row.deliveries().stream()).toList(), next);
    }

    @Override
    public PostWithDeliveries get(WorkspaceId workspace, PostId id) {
        return rows.stream()
                .filter(row -> row.post().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("post", id));
    }

    @Override
    public PostWithDeliveries publishNow(WorkspaceId workspace, PostId id, OptionalLong expectedRevision) {
        said.add("publishes " + id);
        return get(workspace, id);
    }

    private static AssertionError unasked() {
        return new AssertionError("No command asks for this");
    }

    @Override
    public PostWithDeliveries create(WorkspaceId workspace, Post post) {
        throw unasked();
    }

    @Override
    public PostWithDeliveries edit(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Post post, Optional<UserId> approver) {
        said.add("edits " + id + " if it is " + expectedRevision + ", scheduled: " + post.schedule());
        return get(workspace, id);
    }

    @Override
    public PostWithDeliveries schedule(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Schedule schedule) {
        said.add("schedules " + id + " if it is " + expectedRevision + ": " + schedule.basis() + " "
                + schedule.instant() + " " + schedule.zone());
        return get(workspace, id);
    }

    @Override
    public PostWithDeliveries enqueue(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, QueueTarget target) {
        said.add("queues " + id + " at " + target.kind()
                + target.local().map(slot -> " " + slot).orElse(""));
        return get(workspace, id);
    }

    @Override
    public PostWithDeliveries approve(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by) {
        throw unasked();
    }

    @Override
    public PostWithDeliveries reject(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by, String reason) {
        throw unasked();
    }

    @Override
    public PostWithDeliveries cancel(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by) {
        said.add(by + " cancels " + id);
        return get(workspace, id);
    }

    @Override
    public Delivery cancel(WorkspaceId workspace, DeliveryId id, UserId by) {
        said.add(by + " cancels " + id);
        return delivery(workspace, id);
    }

    @Override
    public void remove(WorkspaceId workspace, PostId id, OptionalLong expectedRevision) {
        throw unasked();
    }

    @Override
    public Preflight preflight(WorkspaceId workspace, Post post) {
        throw unasked();
    }

    @Override
    public Delivery delivery(WorkspaceId workspace, DeliveryId id) {
        return rows.stream()
                .flatMap(row -> row.deliveries().stream())
                .filter(delivery -> delivery.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("delivery", id));
    }

    final List<Attempt> story = new ArrayList<>();

    final Map<DeliveryId, List<Delivery>> steps = new HashMap<>();

    /** Gives a delivery steps in these states. */
    void follow(String delivery, DeliveryState... states) {
        Delivery parent = rows.stream()
                .flatMap(row -> row.deliveries().stream())
                .filter(one -> one.id().value().equals(delivery))
                .findFirst()
                .orElseThrow();
        List<Delivery> all = new ArrayList<>();
        for (DeliveryState state : states) {
            Step step = new Step(
                    parent.id(), all.size(), Step.Kind.THREAD_PART, all.size(), new ThreadPart("More", List.of()));
            all.add(
                    Delivery.following(parent, step, parent.key(), Preparation.NONE, parent.due(), Optional.empty())
                            .toBuilder()
                            .state(state)
                            .build());
        }
        steps.put(parent.id(), all);
    }

    @Override
    public Map<DeliveryId, List<Delivery>> steps(Collection<DeliveryId> deliveries) {
        return steps;
    }

    @Override
    public List<Attempt> attempts(WorkspaceId workspace, DeliveryId id) {
        return story.stream().filter(attempt -> attempt.delivery().equals(id)).toList();
    }

    final List<String> said = new ArrayList<>();

    @Override
    public Delivery retry(WorkspaceId workspace, DeliveryId id, UserId by) {
        said.add(by + " retries " + id);
        return delivery(workspace, id);
    }

    @Override
    public Delivery resolve(
            WorkspaceId workspace, DeliveryId id, boolean published, Optional<String> remoteId, UserId by) {
        said.add(by + " says of " + id + ": " + published
                + remoteId.map(remote -> " as " + remote).orElse(""));
        return delivery(workspace, id);
    }
}
