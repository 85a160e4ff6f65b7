package io.carillon.persistence.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The tables by which posts are found again: by label, by account, by platform, by file. */
final class PostIndex {

    private static final List<String> TABLES = List.of("post_label", "post_account", "post_media");

    private PostIndex() {}

    static void add(Connection connection, StoredPost stored) throws SQLException {
        String id = stored.id().value();
        String workspace = stored.workspace().value();
        Instant made = stored.createdAt();
        Post post = stored.post();
        Sql.batch(
                connection,
                "INSERT INTO post_label (post_id, workspace_id, post_created_at, label) VALUES (?, ?, ?, ?)",
                List.copyOf(post.labels()),
                (in, label) -> in.text(id).text(workspace).moment(made).text(label));
        Sql.batch(
                connection,
                "INSERT INTO post_account (post_id, workspace_id, post_created_at, account_id, platform)"
                        + " VALUES (?, ?, ?, ?, ?)",
                post.accounts(),
                (in, account) -> in.text(id)
                        .text(workspace)
                        .moment(made)
                        .text(account.id().value())
                        .text(account.platform().id()));
        Sql.batch(
                connection,
                "INSERT INTO post_media (post_id, workspace_id, media_id) VALUES (?, ?, ?)",
                files(post),
                (in, file) -> in.text(id).text(workspace).text(file.value()));
    }

    static void replace(Connection connection, StoredPost before, StoredPost after) throws SQLException {
        if (!isSame(before.post(), after.post())) {
            remove(connection, after.id());
            add(connection, after);
        }
    }

    static void remove(Connection connection, PostId post) throws SQLException {
        for (String table : TABLES) {
            Sql.update(connection, "DELETE FROM " + table + " WHERE post_id = ?", in -> in.text(post.value()));
        }
    }

    private static boolean isSame(Post before, Post after) {
        return before.labels().equals(after.labels())
                && files(before).equals(files(after))
                && before.accounts().stream()
                        .map(Account::id)
                        .toList()
                        .equals(after.accounts().stream().map(Account::id).toList());
    }

    private static List<MediaId> files(Post post) {
        return post.allMedia()
                .map(MediaRef::id)
                .flatMap(id -> id.stream())
                .distinct()
                .toList();
    }
}
