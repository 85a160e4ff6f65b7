package io.carillon.rest.internal.auth;

import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import java.util.Set;

/** What the roles may do, in the words of token scopes. */
public final class Permissions {

    private Permissions() {}

    static Set<Scope> of(Role role) {
        return switch (role) {
            case OWNER -> Set.of(Scope.READ, Scope.WRITE, Scope.PUBLISH, Scope.ADMIN);
            case EDITOR -> Set.of(Scope.READ, Scope.WRITE, Scope.PUBLISH);
            case APPROVER, VIEWER -> Set.of(Scope.READ);
        };
    }
}
