package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.peers.BlueskyBrowser;
import io.carillon.itests.peers.BlueskyServer.Account;
import io.carillon.itests.support.Client.Answer;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Connects accounts at Bluesky's own server, as a person with a browser would. */
final class BlueskyConsents {

    private final Author author;

    BlueskyConsents(Author author) {
        this.author = author;
    }

    /** Asks Carillon for the page where consent is given. */
    URI begin(Map<String, String> settings) {
        JsonNode begun = author.client()
                .post("/api/v1/accounts/connect", Map.of("platform", "bluesky", "settings", settings))
                .json(200);
        return URI.create(begun.path("authorizationUrl").asText());
    }

    /** Somebody comes back; whatever address they come back to is this server's. */
    Answer land(URI back) {
        return author.client().get(back.getRawPath() + "?" + back.getRawQuery());
    }

    /** Somebody allows it and adds whom Carillon found; answers with the account. */
    JsonNode gives(Account owner, Map<String, String> settings) {
        Answer landed = land(new BlueskyBrowser().allows(owner, begin(settings)));
        assertThat(landed.status()).as(landed.text()).isEqualTo(303);
        String choice = "/api/v1/accounts/connect/" + landed.header("Location").replaceAll(".*state=", "");
        JsonNode identity =
                author.client().get(choice).json(200).path("identities").path(0);
        assertThat(identity.path("handle").asText()).isEqualTo("@" + owner.handle());
        assertThat(identity.at("/permissions/confirmed").asBoolean()).isTrue();
        return author.client()
                .post(choice, Map.of("identities", List.of(identity.path("id").asText())))
                .json(200)
                .path("items")
                .path(0);
    }
}
