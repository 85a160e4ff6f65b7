package io.carillon.core.internal.post;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.QueueChange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A store in which somebody else is faster some times: before a change is made, something has happened already. */
final class RacingStore implements PostStore {

    private final PostStore store;
    private final Runnable rival;
    private int races;
    private int next;

    /** The rival changes the labels of the post. */
    RacingStore(PostStore store, int races) {
        this.store = store;
        this.races = races;
        this.rival = () -> {};
    }

    RacingStore(PostStore store, Runnable rival) {
        this.store = store;
        this.races = 0;
        this.rival = rival;
    }

    @Override
    public void change(PostChange change) {
        rival.run();
        if (races > 0) {
            races--;
            label(change.post().workspace(), change.post().id(), "race-" + next++);
        }
        store.change(change);
    }

    private void label(WorkspaceId workspace, PostId id, String label) {
        StoredPost stored = store.find(workspace, id).orElseThrow().post();
        Post post = stored.post();
        Set<String> labels = new TreeSet<>(post.labels());
        labels.add(label);
        Post labelled = new Post(post.content(), post.variations(), labels, post.accounts(), post.schedule());
        store.change(new PostChange(
                stored.edited(labelled, stored.updatedAt()), stored.revision(), List.of(), List.of(), List.of()));
    }

    @Override
    public void add(StoredPost post, List<Delivery> deliveries) {
        store.add(post, deliveries);
    }

    @Override
    public Optional<PostWithDeliveries> find(WorkspaceId workspace, PostId id) {
        return store.find(workspace, id);
    }

    @Override
    public Page<PostWithDeliveries> list(PostQuery query, PageRequest page) {
        return store.list(query, page);
    }

    @Override
    public void remove(WorkspaceId workspace, PostId id, long expectedRevision, List<QueueChange> queues) {
        store.remove(workspace, id, expectedRevision, queues);
    }

    @Override
    public Optional<Delivery> findDelivery(WorkspaceId workspace, DeliveryId id) {
        return store.findDelivery(workspace, id);
    }

    @Override
    public Page<Delivery> listDeliveries(DeliveryQuery query, PageRequest page) {
        return store.listDeliveries(query, page);
    }

    @Override
    public Map<DeliveryId, List<Delivery>> steps(Collection<DeliveryId> deliveries) {
        return store.steps(deliveries);
    }

    @Override
    public List<Attempt> attempts(DeliveryId delivery) {
        return store.attempts(delivery);
    }
}
