package io.carillon.core.internal.post;

import static io.carillon.api.model.Violation.error;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.Post;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.MediaStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks up what a post names: its accounts and its files must exist in its workspace. */
final class References {

    /** The post with its accounts as they are now, and what it names in vain. */
    record Resolved(Post post, List<Violation> problems) {}

    private final AccountStore accounts;
    private final MediaStore media;

    References(AccountStore accounts, MediaStore media) {
        this.accounts = accounts;
        this.media = media;
    }

    Resolved resolve(WorkspaceId workspace, Post post) {
        List<Violation> problems = new ArrayList<>();
        List<Account> resolved = accounts(workspace, post, problems);
        media(workspace, post, problems);
        return new Resolved(post.withAccounts(resolved), problems);
    }

    private List<Account> accounts(WorkspaceId workspace, Post post, List<Violation> problems) {
        List<AccountId> ids = post.accounts().stream().map(Account::id).toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<AccountId, Account> known =
                accounts.findAll(workspace, ids).stream().collect(Collectors.toMap(Account::id, Function.identity()));
        for (int i = 0; i < ids.size(); i++) {
            if (!known.containsKey(ids.get(i))) {
                problems.add(
                        missing("accounts[" + i + "]", "account", ids.get(i).value()));
            }
        }
        return post.accounts().stream()
                .map(account -> known.getOrDefault(account.id(), account))
                .toList();
    }

    private void media(WorkspaceId workspace, Post post, List<Violation> problems) {
        List<MediaNames.Named> named = MediaNames.in(post).stream()
                .filter(one -> one.ref().id().isPresent())
                .toList();
        if (named.isEmpty()) {
            return;
        }
        Set<MediaId> ids = named.stream().map(References::id).collect(Collectors.toSet());
        Set<MediaId> known =
                media.findAll(workspace, ids).stream().map(MediaFile::id).collect(Collectors.toSet());
        named.stream()
                .filter(one -> !known.contains(id(one)))
                .forEach(one -> problems.add(missing(one.field() + ".id", "file", id(one).value())));
    }

    private static MediaId id(MediaNames.Named named) {
        return named.ref().id().orElseThrow();
    }

    private static Violation missing(String field, String kind, String id) {
        return error(
                field,
                "exists",
                "",
                id,
                "There is no " + kind + " '" + id + "' in this workspace; choose one that is listed.");
    }
}
