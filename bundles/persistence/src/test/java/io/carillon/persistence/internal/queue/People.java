package io.carillon.persistence.internal.queue;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Post;
import io.carillon.api.model.Slot;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.service.Posts;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.service.Queues;
import io.carillon.core.FakeAttachments;
import io.carillon.core.FakePublisher;
import io.carillon.core.internal.post.EngineNudge;
import io.carillon.core.internal.post.PostService;
import io.carillon.core.internal.post.QueueService;
import io.carillon.core.internal.post.TimeAndChance;
import io.carillon.core.internal.queue.QueueDesk;
import io.carillon.core.publisher.PublisherRegistry;
import io.carillon.persistence.internal.Stores;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whoever works with queues on one server; two of these on one database are two servers. */
final class People {

    /** Every half an hour. */
    static final List<Slot> SLOTS = Stream.of(DayOfWeek.values())
            .flatMap(day ->
                    IntStream.range(0, 48).mapToObj(half -> new Slot(day, LocalTime.MIDNIGHT.plusMinutes(30L * half))))
            .toList();

    static final OptionalLong ANY = OptionalLong.empty();

    final Posts posts;
    final Queues queues;
    private final Account account;

    People(Stores stores, Account account) {
        this.account = account;
        PublisherRegistry publishers = PublisherRegistry.create();
        publishers.add(new FakePublisher(
                PublisherProfile.builder(account.platform(), "Sandbox", TextRule.of(500, Counting.GRAPHEMES))
                        .build()));
        TimeAndChance real = new TimeAndChance();
        QueueDesk desk = new QueueDesk(stores.queues(), publishers);
        posts = new PostService(
                stores.posts(),
                stores.dispatch(),
                stores.workspaces(),
                stores.accounts(),
                stores.media(),
                publishers,
                new FakeAttachments(),
                new FakeAttachments(),
                desk,
                real,
                new EngineNudge());
        queues = new QueueService(stores.queues(), stores.posts(), stores.accounts(), desk, real, new EngineNudge());
    }

    Delivery enqueue(String caption, QueueTarget target) {
        Post post = Post.to(account).caption(caption).build();
        return posts.enqueue(
                        Workspace.DEFAULT_ID,
                        posts.create(Workspace.DEFAULT_ID, post).post().id(),
                        ANY,
                        target)
                .deliveries()
                .get(0);
    }
}
