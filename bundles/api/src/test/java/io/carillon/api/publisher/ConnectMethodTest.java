package io.carillon.api.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.ConnectMethod.Field;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectMethodTest {

    private static final Field NAME = new Field("name", "Name", false, false);
    private static final Field PASSWORD = new Field("password", "Password", true, true);
    private static final ConnectMethod CONSENT = ConnectMethod.oauth2PerServer(List.of("write"), NAME);
    private static final ConnectMethod EITHER = CONSENT.orCredentials(NAME, PASSWORD);

    @Test
    void consentAloneHasNoWayWithoutIt() {
        assertThat(CONSENT.withoutConsent()).isEmpty();
        assertThat(EITHER.withoutConsent()).contains(ConnectMethod.credentials(NAME, PASSWORD));
        assertThat(ConnectMethod.none(NAME).withoutConsent()).contains(ConnectMethod.none(NAME));
    }

    @Test
    void fieldsOfBothWaysAreThereOnce() {
        assertThat(EITHER.allFields()).containsExactly(NAME, PASSWORD);
    }

    @Test
    void onlyConsentHasAnAlternative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectMethod.credentials(NAME).orCredentials(PASSWORD));
    }

    @Test
    void secretIsNoChoice() {
        List<PostOption.Choice> choices = List.of(new PostOption.Choice("a", "A"));
        assertThat(Field.choice("name", "Name", choices).choices()).isEqualTo(choices);
        assertThatIllegalArgumentException().isThrownBy(() -> new Field("password", "Password", true, true, choices));
    }

    @Test
    void whoConnectedWithoutConsentMissesNoScopes() {
        Account account = Account.of(Platform.BLUESKY, "@bell", "Bell", Grant.none());
        assertThat(Permissions.of(account, EITHER).confirmed()).isTrue();
        assertThat(Permissions.of(account, CONSENT).missing()).containsExactly("write");
        Account consented = account.withSettings(Map.of(Identity.GRANTED_SCOPES, "read"));
        assertThat(Permissions.of(consented, EITHER).missing()).containsExactly("write");
    }
}
