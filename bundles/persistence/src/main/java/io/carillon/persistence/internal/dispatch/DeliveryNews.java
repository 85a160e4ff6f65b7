package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.EventType;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Step;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.event.Audience;
import io.carillon.persistence.internal.event.EventLog;
import io.carillon.persistence.internal.event.EventLog.Happened;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of posts and deliveries, as events, as part of whatever changes them. Where nobody listens this is one look at
 * a table with a row for each workspace.
 */
public final class DeliveryNews {

    private final Connection connection;
    private final Instant now;

    public DeliveryNews(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    /** What has become of a post itself. */
    public enum Change {
        CREATED,
        EDITED,
        /** It is the same, but its deliveries are not. */
        STATE,
        REMOVED
    }

    /** A post of which something is told. */
    public record Told(WorkspaceId workspace, PostId post) {}

    private record PostState(PostId post, DeliveryState state) {}

    /** Tells of deliveries and steps that have another state or time, and of their posts. */
    public void tell(Collection<Delivery> changed) throws SQLException {
        tell(Map.of(), changed);
    }

    /** Tells of deliveries, by their ids. */
    public void tellOf(List<DeliveryId> ids) throws SQLException {
        tell(Table.DELIVERY, ids.stream().map(DeliveryId::value).toList());
    }

    /** Tells of rows that have another state or time. */
    void tell(Table table, Collection<String> ids) throws SQLException {
        if (ids.isEmpty() || !Audience.isAny(connection, now)) {
            return;
        }
        List<Delivery> changed = new ArrayList<>();
        for (List<String> chunk : Chunks.of(ids)) {
            changed.addAll(Sql.query(
                    connection,
                    "SELECT " + table.columns() + " FROM " + table + " WHERE id IN (" + Sql.marks(chunk.size()) + ")",
                    in -> in.texts(chunk),
                    table::read));
        }
        tell(changed);
    }

    /** @param posts what is known of the posts; those of the deliveries are told of anyway */
    public void tell(Map<Told, Change> posts, Collection<Delivery> changed) throws SQLException {
        Map<Told, Change> all = new LinkedHashMap<>(posts);
        changed.forEach(one -> all.putIfAbsent(new Told(one.workspace(), one.post()), Change.STATE));
        if (all.isEmpty()) {
            return;
        }
        Audience audience = Audience.of(
                connection, all.keySet().stream().map(Told::workspace).toList(), now);
        all.keySet().removeIf(told -> !audience.listens(told.workspace()));
        if (all.isEmpty()) {
            return;
        }
        Stream<Happened> ofDeliveries = changed.stream()
                .filter(one -> audience.listens(one.workspace()))
                .map(one -> new Happened(one.workspace(), EventType.DELIVERY_CHANGED, data(one)));
        Map<PostId, DeliveryState> states = states(all.keySet());
        Stream<Happened> ofPosts = all.entrySet().stream()
                .map(entry -> new Happened(
                        entry.getKey().workspace(),
                        EventType.POST_CHANGED,
                        data(entry.getKey().post(), entry.getValue(), states)));
        EventLog.write(connection, Stream.concat(ofDeliveries, ofPosts).toList(), audience, now);
    }

    private static Map<String, String> data(PostId post, Change change, Map<PostId, DeliveryState> states) {
        Map<String, String> data = new TreeMap<>();
        data.put("post", post.value());
        data.put("change", change.name());
        if (change != Change.REMOVED) {
            data.put("state", states.getOrDefault(post, DeliveryState.DRAFT).name());
        }
        return data;
    }

    private static Map<String, String> data(Delivery delivery) {
        Map<String, String> data = new TreeMap<>();
        data.put(
                "delivery",
                delivery.step().map(Step::follows).orElse(delivery.id()).value());
        delivery.step().ifPresent(step -> data.put("step", step.id().value()));
        data.put("post", delivery.post().value());
        data.put("account", delivery.account().value());
        data.put("platform", delivery.platform().id());
        data.put("state", delivery.state().shown().name());
        data.put("due", delivery.due().toString());
        delivery.waitReason().ifPresent(reason -> data.put("waitReason", reason.name()));
        delivery.retryAt().ifPresent(at -> data.put("retryAt", at.toString()));
        delivery.problem().ifPresent(problem -> data.put("problem", problem.code()));
        delivery.removedAt().ifPresent(at -> data.put("removedAt", at.toString()));
        return data;
    }

    /** As the API shows them: what a series has behind it does not count. */
    private Map<PostId, DeliveryState> states(Collection<Told> posts) throws SQLException {
        List<PostState> found = new ArrayList<>();
        for (List<Told> chunk : Chunks.of(posts)) {
            found.addAll(Sql.query(
                    connection,
                    "SELECT d.post_id, d.state FROM delivery d JOIN post p ON p.id = d.post_id WHERE d.post_id IN ("
                            + Sql.marks(chunk.size())
                            + ") AND (p.shown_from_at IS NULL OR d.due_at >= p.shown_from_at)",
                    in -> in.texts(chunk.stream().map(one -> one.post().value()).toList()),
                    row -> new PostState(new PostId(row.text()), DeliveryState.valueOf(row.text()))));
        }
        Map<PostId, DeliveryState> states = new HashMap<>();
        found.stream()
                .collect(Collectors.groupingBy(
                        PostState::post, Collectors.mapping(PostState::state, Collectors.toList())))
                .forEach((post, all) -> states.put(post, DeliveryState.ofPost(all)));
        return states;
    }
}
