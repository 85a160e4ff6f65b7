package io.carillon.rest.internal.fake;

import io.carillon.api.service.ConflictException;
import io.carillon.api.service.VaultKeys;
import java.util.List;

/** One key, and after a change two. */
public final class FakeVaultKeys implements VaultKeys {

    public long lost;
    private boolean rotating;

    @Override
    public Status status() {
        Key first = new Key("v_1", Use.SEALS, false, 2);
        return rotating
                ? new Status(List.of(new Key("v_2", Use.NEXT, false, 0), first), List.of("tower-2"))
                : new Status(List.of(first), List.of());
    }

    @Override
    public long lost() {
        return lost;
    }

    @Override
    public Status rotate() {
        if (rotating) {
            throw new ConflictException("vault-rotating", "The last change of the vault's key is not over.");
        }
        rotating = true;
        return status();
    }
}
