package io.carillon.persistence.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.persistence.internal.account.Accounts;
import io.carillon.persistence.internal.sql.Chunks;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads many posts with their accounts at once. */
public final class PostLoader {

    private PostLoader() {}

    /** Those of the ids that exist, in no order. */
    public static Map<PostId, StoredPost> byId(EntityManager manager, Collection<PostId> ids) {
        List<PostEntity> entities = new ArrayList<>();
        for (List<PostId> chunk : Chunks.of(ids)) {
            entities.addAll(manager.createQuery("SELECT p FROM PostEntity p WHERE p.id IN :ids", PostEntity.class)
                    .setHint("eclipselink.read-only", "true")
                    .setParameter("ids", chunk.stream().map(PostId::value).toList())
                    .getResultList());
        }
        return records(manager, entities);
    }

    static Map<PostId, StoredPost> records(EntityManager manager, List<PostEntity> entities) {
        // Each is parsed once: first for its accounts, then for the rest of it.
        List<PostReader> documents = entities.stream().map(PostEntity::document).toList();
        Map<AccountId, Account> accounts = Accounts.byId(
                manager,
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
