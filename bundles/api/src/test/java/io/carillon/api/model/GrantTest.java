package io.carillon.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.store.AccountStore.SealedGrant;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantTest {

    private static final Instant END = Instant.parse("2026-05-01T00:00:00Z");

    @Test
    void secretsAreReadByName() {
        Grant grant = Grant.oauthToken("s3cret");

        assertThat(grant.secret(Grant.ACCESS_TOKEN)).contains("s3cret");
        assertThat(grant.secret("refreshToken")).isEmpty();
        assertThat(Grant.none().secrets()).isEmpty();
    }

    @Test
    void grantNeverShowsASecretWhereverItIsPrinted() {
        Grant grant = new Grant(Map.of("accessToken", "s3cret", "refreshToken", "s3cret-2"), Optional.of(END));
        Account account = Account.of(Platform.MASTODON, "@tusk", "Tusk", grant);

        for (Object shown : List.of(
                grant,
                account,
                Post.to(account).build(),
                Optional.of(grant),
                new SealedGrant("s3cret.s3cret", "key-1", Optional.of(END)))) {
            assertThat(shown.toString()).doesNotContain("s3cret");
        }
        assertThat(grant.toString()).contains("accessToken", "refreshToken", END.toString());
    }

    @Test
    void grantIsACopy() {
        Map<String, String> secrets = new HashMap<>(Map.of("a", "1"));
        Grant grant = new Grant(secrets, Optional.empty());
        secrets.put("a", "2");

        assertThat(grant.secret("a")).contains("1");
    }
}
