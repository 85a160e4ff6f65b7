package io.carillon.api.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.publisher.OAuth2Dialect.ClientAuthentication;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OAuth2EndpointsTest {

    private static final URI AUTHORIZATION = URI.create("https://network.example/authorize");
    private static final URI TOKEN = URI.create("https://network.example/token");

    @Test
    void whatIsNotSaidIsAsTheStandardsHaveIt() {
        OAuth2Endpoints endpoints = OAuth2Endpoints.at(AUTHORIZATION, TOKEN).build();
        assertThat(endpoints.dialect())
                .isEqualTo(new OAuth2Dialect(
                        ClientAuthentication.BASIC,
                        ' ',
                        true,
                        false,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Set.of(),
                        Set.of("invalid_grant"),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(endpoints.revocation()).isEmpty();
        assertThat(endpoints.pushedAuthorization()).isEmpty();
        assertThat(endpoints.scopes()).isEmpty();
    }

    @Test
    void deviationsOfANetworkAreData() {
        OAuth2Endpoints endpoints = OAuth2Endpoints.at(AUTHORIZATION, TOKEN)
                .scopes("video.publish")
                .optionalScopes("user.info.stats")
                .scopeSeparator(',')
                .clientAuthentication(ClientAuthentication.BODY)
                .parameterName("client_id", "client_key")
                .answerField("access_token", "/data/access_token")
                .keep("open_id")
                .build();
        assertThat(endpoints.dialect().parameterNames()).containsExactly(Map.entry("client_id", "client_key"));
        assertThat(endpoints.dialect().answerFields()).containsExactly(Map.entry("access_token", "/data/access_token"));
        assertThat(endpoints.dialect().keptFields()).containsExactly("open_id");
        assertThat(ConnectMethod.oauth2(endpoints).scopes()).containsExactly("video.publish");
    }

    @Test
    void anAppNeverShowsItsSecret() {
        assertThat(new OAuth2App("carillon", Optional.of("s3cret")).toString())
                .contains("carillon")
                .doesNotContain("s3cret");
    }

    @Test
    void anAppRequestNamesAllScopesThatWillBeAskedFor() {
        OAuth2Endpoints endpoints = OAuth2Endpoints.at(AUTHORIZATION, TOKEN)
                .scopes(List.of("read", "write"))
                .optionalScopes("push")
                .build();
        AuthorizationServer server = new AuthorizationServer(URI.create("https://network.example"), endpoints, true);
        assertThat(new AppRequest(server, "Carillon", AUTHORIZATION, AUTHORIZATION).scopes())
                .containsExactly("read", "write", "push");
    }
}
