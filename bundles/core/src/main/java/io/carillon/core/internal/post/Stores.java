package io.carillon.core.internal.post;

import io.carillon.api.store.AccountStore;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.WorkspaceStore;

/** What posts are kept in and what they name. */
public record Stores(
        PostStore posts, DispatchStore dispatch, WorkspaceStore workspaces, AccountStore accounts, MediaStore media) {}
