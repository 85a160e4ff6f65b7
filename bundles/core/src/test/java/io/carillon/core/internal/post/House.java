package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.service.Posts;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.Queues;
import io.carillon.api.service.Series;
import io.carillon.api.service.ZoneUpdates;
import io.carillon.core.FakeAttachments;
import io.carillon.core.MemoryAccounts;
import io.carillon.core.id.Ids;
import io.carillon.core.internal.queue.QueueDesk;
import io.carillon.core.store.InMemoryPostStore;
import io.carillon.core.store.InMemoryZoneStore;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Everything that people do with posts, series and queues of a store that an engine works on too. */
public final class House {

    private final MemoryWorkspaces workspaces = new MemoryWorkspaces();
    private final MemoryAccounts accounts = new MemoryAccounts();
    private final InMemoryPostStore store;
    private final InMemoryZoneStore zones;
    private final Publishers publishers;
    private final QueueDesk desk;
    private final Clock clock;
    private final Runnable nudge;
    private final Ids ids;
    private final Posts posts;
    private final Series series;
    private final Queues queues;

    public House(InMemoryPostStore store, Publishers publishers, List<Account> all, Clock clock, Runnable nudge) {
        this.store = store;
        this.publishers = publishers;
        this.clock = clock;
        this.nudge = nudge;
        zones = new InMemoryZoneStore(store);
        ids = new Ids(clock, new Random(7));
        desk = new QueueDesk(store, publishers);
        all.forEach(account -> accounts.add(account, Optional.empty()));
        workspaces.add(
                new Workspace(Workspace.DEFAULT_ID, "Default", ZoneOffset.UTC, MissedPolicy.DEFAULT, false, 1),
                new UserId("u_anna"));
        Stores stores = new Stores(store, store, workspaces, accounts, new MemoryMedia());
        posts = new PostService(
                stores, publishers, new FakeAttachments(), new FakeAttachments(), desk, ids, clock, nudge);
        series = new SeriesService(
                posts, store, stores, publishers, new FakeAttachments(), new FakeAttachments(), ids, clock, nudge);
        queues = new QueueService(store, store, accounts, desk, clock, nudge);
    }

    public Posts posts() {
        return posts;
    }

    public Series series() {
        return series;
    }

    public Queues queues() {
        return queues;
    }

    /** What a server with that version of the time zone data does about changed rules. */
    public ZoneUpdates zones(String dataVersion) {
        return new ZoneService(
                zones,
                store,
                store,
                workspaces,
                accounts,
                new MemoryMedia(),
                publishers,
                desk,
                ids,
                clock,
                dataVersion,
                nudge);
    }
}
