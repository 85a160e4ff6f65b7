package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.service.Posts;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.PostStore;
import io.carillon.core.FakeAttachments;
import io.carillon.core.MemoryAccounts;
import io.carillon.core.id.Ids;
import io.carillon.core.internal.queue.QueueDesk;
import io.carillon.core.store.InMemoryPostStore;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Where people decide about the posts of a store that an engine works on too. */
public final class Office {

    public static final UserId APPROVER = new UserId("u_anna");

    private final MemoryWorkspaces workspaces = new MemoryWorkspaces();
    private final Posts posts;

    public Office(
            PostStore store,
            DispatchStore dispatch,
            Publishers publishers,
            List<Account> accounts,
            Clock clock,
            Runnable nudge) {
        MemoryAccounts known = new MemoryAccounts();
        accounts.forEach(account -> known.add(account, Optional.empty()));
        wantApproval(false);
        posts = new PostService(
                new Stores(store, dispatch, workspaces, known, new MemoryMedia()),
                publishers,
                new FakeAttachments(),
                new FakeAttachments(),
                new QueueDesk(new InMemoryPostStore(), publishers),
                new Ids(clock, new Random(7)),
                clock,
                nudge);
    }

    public Posts posts() {
        return posts;
    }

    public void wantApproval(boolean wanted) {
        workspaces.add(
                new Workspace(Workspace.DEFAULT_ID, "Default", ZoneOffset.UTC, MissedPolicy.DEFAULT, wanted, 1),
                APPROVER);
    }
}
