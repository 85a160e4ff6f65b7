package io.carillon.api.publisher;

import io.carillon.api.model.Account;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a network lets us do with an account what publishing needs.
 *
 * @param confirmed whether the network granted every scope that is needed, or knows none
 * @param missing scopes that are needed and not granted
 */
public record Permissions(boolean confirmed, List<String> missing) {

    public Permissions {
        missing = List.copyOf(missing);
    }

    /**
     * By what was granted when the account was connected, or when its grant was last refreshed.
     *
     * @param method as the network's publisher has it now, which may need more than it did then
     */
    public static Permissions of(Account account, ConnectMethod method) {
        String granted = account.settings().get(Identity.GRANTED_SCOPES);
        if (granted == null && method.alternative().isPresent()) {
            // Connected without consent, where there are no scopes.
            return new Permissions(true, List.of());
        }
        List<String> missing = new ArrayList<>(method.scopes());
        missing.removeAll(List.of((granted == null ? "" : granted).split(" ")));
        return new Permissions(missing.isEmpty(), missing);
    }
}
