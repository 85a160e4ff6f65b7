package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.User;
import io.carillon.itests.simulators.oauth.Visitor;
import io.carillon.itests.support.Client.Answer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connects accounts at a server of Mastodon, as a person with a browser would. */
final class Consents {

    private final Author author;
    private final MastodonSimulator mastodon;

    Consents(Author author, MastodonSimulator mastodon) {
        this.author = author;
        this.mastodon = mastodon;
    }

    /** Asks Carillon for the page where consent is given. */
    URI begin(Map<String, String> more) {
        return beginAs(Map.of("platform", "mastodon", "settings", settings(more)));
    }

    /** Asks for the page where an account is connected again. */
    URI begin(Map<String, String> more, String account) {
        return beginAs(Map.of("platform", "mastodon", "settings", settings(more), "account", account));
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(more);
        settings.put("server", mastodon.url().toString());
        return settings;
    }

    private URI beginAs(Map<String, Object> wish) {
        JsonNode begun = author.client().post("/api/v1/accounts/connect", wish).json(200);
        return URI.create(begun.path("authorizationUrl").asText());
    }

    /** Somebody allows it, comes back, and adds whom Carillon found; answers with the account. */
    JsonNode gives(User user, Map<String, String> settings) {
        return gives(new Visitor(user.name()), settings);
    }

    /** As {@link #gives(User, Map)}, in a browser that may have been at the server before. */
    JsonNode gives(Visitor browser, Map<String, String> settings) {
        URI back = browser.allows(begin(settings));
        Answer landed = author.client().get(back.getRawPath() + "?" + back.getRawQuery());
        assertThat(landed.status()).as(landed.text()).isBetween(300, 399);
        String state = landed.header("Location").replaceAll(".*state=", "");
        String choice = "/api/v1/accounts/connect/" + state;
        JsonNode identity =
                author.client().get(choice).json(200).path("identities").path(0);
        assertThat(identity.at("/permissions/missing")).isEmpty();
        return author.client()
                .post(choice, Map.of("identities", List.of(identity.path("id").asText())))
                .json(200)
                .path("items")
                .path(0);
    }
}
