package io.carillon.persistence.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.persistence.internal.account.Accounts;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads many posts with their accounts at once. By plain SQL: the engine reads every post that falls due, and an entity
 * costs several times what its row does.
 */
public final class PostLoader {

    private PostLoader() {}

    /** Those of the ids that exist, in no order. */
    public static Map<PostId, StoredPost> byId(Connection connection, Collection<PostId> ids) throws SQLException {
        List<PostEntity> entities = new ArrayList<>();
        for (List<PostId> chunk : Chunks.of(ids)) {
            entities.addAll(Sql.query(
                    connection,
                    "SELECT " + PostEntity.COLUMNS + " FROM post WHERE id IN (" + Sql.marks(chunk.size()) + ")",
                    in -> in.texts(chunk.stream().map(PostId::value).toList()),
                    PostEntity::read));
        }
        return records(connection, entities);
    }

    static Map<PostId, StoredPost> records(Connection connection, List<PostEntity> entities) throws SQLException {
        // Each is parsed once: first for its accounts, then for the rest of it.
        List<PostReader> documents = entities.stream().map(PostEntity::document).toList();
        Map<AccountId, Account> accounts = Accounts.byId(
                connection,
                documents.stream()
                        .flatMap(document -> document.accounts().stream())
                        .toList());
        Map<PostId, StoredPost> posts = new HashMap<>();
        for (int i = 0; i < entities.size(); i++) {
            StoredPost post = entities.get(i).toRecord(documents.get(i), accounts);
            posts.put(post.id(), post);
        }
        return posts;
    }
}
