package io.carillon.accounts.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Grant;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.store.AccountStore.Renewal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantLifeTest {

    private static final Instant END = Instant.parse("2026-02-10T10:00:00Z");
    private static final Instant LATER = END.plusSeconds(60);
    private static final Instant LAST = LATER.plusSeconds(60);

    private static GrantLife life(String... secrets) {
        Map<String, String> all = new HashMap<>(Map.of(OAuth2Grant.ACCESS_TOKEN, "AT"));
        for (int i = 0; i < secrets.length; i += 2) {
            all.put(secrets[i], secrets[i + 1]);
        }
        return GrantLife.of(new Grant(all, Optional.of(END)));
    }

    @Test
    void whatNoConsentGaveIsItsConnectors() {
        assertThat(life(OAuth2Grant.REFRESH_TOKEN, "RT")).isEqualTo(new GrantLife(Renewal.CONNECTOR, Optional.empty()));
    }

    @Test
    void consentWithoutARefreshTokenEndsWithItsAccessToken() {
        assertThat(life(OAuth2Grant.CLIENT_ID, "carillon")).isEqualTo(new GrantLife(Renewal.NOBODY, Optional.of(END)));
    }

    @Test
    void ofSeveralEndsTheFirstCountsButTheAccessTokenServesOn() {
        assertThat(life(OAuth2Grant.CLIENT_ID, "carillon", OAuth2Grant.REFRESH_TOKEN, "RT"))
                .isEqualTo(new GrantLife(Renewal.TOKEN, Optional.empty()));
        assertThat(ending(LAST, LATER)).contains(LATER);
        assertThat(ending(LATER, LAST)).contains(LATER);
        assertThat(ending(END.minusSeconds(60), LAST)).contains(END);
    }

    private static Optional<Instant> ending(Instant refreshToken, Instant consent) {
        return life(
                        OAuth2Grant.CLIENT_ID,
                        "carillon",
                        OAuth2Grant.REFRESH_TOKEN,
                        "RT",
                        OAuth2Grant.REFRESH_ENDS_AT,
                        refreshToken.toString(),
                        OAuth2Grant.CONSENT_ENDS_AT,
                        consent.toString())
                .lastsUntil();
    }
}
