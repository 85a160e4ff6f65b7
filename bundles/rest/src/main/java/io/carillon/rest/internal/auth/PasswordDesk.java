package io.carillon.rest.internal.auth;

import io.carillon.api.model.User;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.People;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.StaleException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Helps people whose password is lost. */
@Component(service = People.class)
public final class PasswordDesk implements People {

    private final IdentityStore identities;
    private final Secrets secrets;
    private final Passwords passwords;

    @Activate
    public PasswordDesk(@Reference IdentityStore identities) {
        this(identities, new SecureRandom());
    }

    PasswordDesk(IdentityStore identities, RandomGenerator random) {
        this.identities = identities;
        secrets = new Secrets(random);
        passwords = new Passwords(random);
    }

    @Override
    public String resetPassword(String username) {
        User user = identities
                .findUser(username)
                .orElseThrow(() -> new NotFoundException("There is nobody whose user name is '" + username + "'."));
        String password = secrets.encode(Passwords.GENERATED_BYTES);
        if (!identities.changePassword(user, passwords.hash(password), Optional.empty())) {
            throw new StaleException("The password of '" + username + "' was changed at the same moment. Try again.");
        }
        return password;
    }
}
