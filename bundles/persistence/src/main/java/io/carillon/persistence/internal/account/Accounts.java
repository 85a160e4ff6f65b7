package io.carillon.persistence.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.persistence.internal.sql.Chunks;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads many accounts at once. */
public final class Accounts {

    private Accounts() {}

    /** Those of the ids that exist, without their grants. */
    public static Map<AccountId, Account> byId(EntityManager manager, Collection<AccountId> ids) {
        Map<AccountId, Account> found = new HashMap<>();
        for (List<AccountId> chunk : Chunks.of(ids)) {
            manager.createQuery("SELECT a FROM AccountEntity a WHERE a.id IN :ids", AccountEntity.class)
                    .setHint("eclipselink.read-only", "true")
                    .setParameter("ids", chunk.stream().map(AccountId::value).toList())
                    .getResultList()
                    .forEach(entity -> {
                        Account account = entity.toRecord();
                        found.put(account.id(), account);
                    });
        }
        return found;
    }
}
