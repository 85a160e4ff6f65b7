package io.carillon.core.internal.post;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.AccountSource;
import io.carillon.api.service.Attachments;
import io.carillon.api.service.Posts;
import io.carillon.api.service.PublishedPosts;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.PostStore;
import io.carillon.core.id.Ids;
import io.carillon.core.publisher.Waiting;
import io.carillon.core.text.MessageFactory;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What people do with what is published. */
@Component(service = PublishedPosts.class)
public final class PublishedService implements PublishedPosts {

    private final Removal removal;
    private final Correction correction;

    @Activate
    public PublishedService(
            @Reference Posts people,
            @Reference PostStore posts,
            @Reference AccountSource accounts,
            @Reference Publishers publishers,
            @Reference Attachments attachments,
            @Reference TimeAndChance real,
            @Reference EngineNudge nudge,
            @Reference CallThreads threads) {
        this(
                people,
                new Shelf(posts, nudge),
                accounts,
                publishers,
                attachments,
                real.ids(),
                real.clock(),
                threads,
                Waiting.PARKING);
    }

    /** @param waiting until a call is over, or its time is */
    PublishedService(
            Posts people,
            Shelf posts,
            AccountSource accounts,
            Publishers publishers,
            Attachments attachments,
            Ids ids,
            Clock clock,
            Executor threads,
            Waiting waiting) {
        PublishedShelf shelf = new PublishedShelf(posts, publishers, ids, clock);
        NetworkCalls calls = new NetworkCalls(accounts, threads, waiting);
        MessageFactory messages = new MessageFactory(attachments);
        // When a grant ends is of no matter to what happens at once.
        ConsentEnds consents = new ConsentEnds(publishers, account -> Optional.empty());
        this.removal = new Removal(shelf, people, calls);
        this.correction = new Correction(shelf, new NetworkPreflight(publishers, messages, consents), messages, calls);
    }

    @Override
    public Delivery remove(WorkspaceId workspace, DeliveryId id, UserId by) {
        return removal.remove(workspace, id, by);
    }

    @Override
    public Delivery correct(WorkspaceId workspace, DeliveryId id, String text, UserId by) {
        return correction.correct(workspace, id, text, by);
    }
}
