package io.carillon.rest.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.TimeZones;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import io.carillon.rest.internal.fake.ServerCase;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountsTest extends ServerCase {

    @Test
    void platformsTellWhatANetworkTakes() {
        Answer list = client.get("platforms");
        assertThat(list.at("/items/0/id")).isEqualTo("mastodon");
        assertThat(list.at("/items/0/connect/kind")).isEqualTo("oauth2");

        Answer sandbox = client.get("platforms/sandbox");
        assertThat(sandbox.at("/available")).isEqualTo("true");
        assertThat(sandbox.at("/connect/kind")).isEqualTo("none");
        assertThat(sandbox.at("/connect/fields/0/name")).isEqualTo("handle");
        assertThat(sandbox.at("/text/limit")).isEqualTo("50");
        assertThat(sandbox.at("/media/rules/0/types/0")).isEqualTo("image/png");
        assertThat(client.get("platforms/nowhere").status()).isEqualTo(404);
        assertThat(client.get("platforms/nowhere").at("/detail"))
                .contains("No network 'nowhere' is installed")
                .doesNotContain("workspace");
        assertThat(client.get("platforms?limit=1").at("/next")).isNotEqualTo("null");
        assertThat(client.get("platforms?limit=1&cursor="
                                + client.get("platforms?limit=1").at("/next"))
                        .at("/items/0/id"))
                .isEqualTo("sandbox");
    }

    @Test
    void platformGoesWithItsPublisher() {
        server.publishers.remove(server.sandbox);

        assertThat(client.get("platforms").json().get("items")).hasSize(1);
        assertThat(client.get("platforms/sandbox").status()).isEqualTo(404);
    }

    @Test
    void accountIsConnectedChangedAndRemoved() {
        Answer created = client.post("accounts", "{\"platform\": \"sandbox\", \"settings\": {\"handle\": \"me\"}}");

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.at("/handle")).isEqualTo("me");
        assertThat(created.at("/status")).isEqualTo("CONNECTED");
        assertThat(created.at("/zone")).isEqualTo("UTC");
        assertThat(created.text()).doesNotContain("grant");
        String path = "accounts/" + created.at("/id");
        assertThat(created.header("Location")).endsWith(path);
        Answer changed = client.json("PATCH", path, "{\"displayName\": \"Me\", \"zone\": \"Asia/Tokyo\"}");
        assertThat(changed.at("/displayName")).isEqualTo("Me");
        assertThat(client.get(path).at("/zone")).isEqualTo("Asia/Tokyo");
        assertThat(client.get("accounts").json().get("items")).hasSize(1);
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void connectionIsMadeOncePerKey() {
        Client once = client.with("Idempotency-Key", "k");
        once.post("accounts", "{\"platform\": \"sandbox\"}");
        assertThat(once.post("accounts", "{\"platform\": \"sandbox\"}").header("Idempotency-Replayed"))
                .isEqualTo("true");
    }

    @Test
    void wrongWishesAreTold() {
        assertThat(client.post("accounts", "{}").at("/errors/0/rule")).isEqualTo("required");
        Answer unknown = client.post("accounts", "{\"platform\": \"myspace\"}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.at("/errors/0/limit")).isEqualTo("mastodon, sandbox");
        Answer refused = client.post("accounts", "{\"platform\": \"sandbox\", \"settings\": {\"handle\": \"wrong\"}}");
        assertThat(refused.at("/errors/0/field")).isEqualTo("settings.handle");
        Answer away =
                client.post("accounts", "{\"platform\": \"sandbox\", \"settings\": {\"handle\": \"unreachable\"}}");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.header("Retry-After")).isNotEmpty();
        assertThat(client.post("accounts", "{\"platform\": \"sandbox\", \"settings\": {\"handle\": null}}")
                        .at("/errors/0/field"))
                .isEqualTo("settings.handle");
        client.post("accounts", "{\"platform\": \"sandbox\", \"settings\": {\"handle\": \"me\"}}");
        assertThat(client.json("PATCH", "accounts/sandbox.me", "{\"zone\": \"Nowhere\"}")
                        .at("/errors/0/field"))
                .isEqualTo("zone");
    }

    @Test
    void accountIsConnectedAgainAsNobodyElse() {
        client.post("accounts", "{\"platform\": \"sandbox\", \"settings\": {\"handle\": \"me\"}}");

        Answer other = client.post(
                "accounts",
                "{\"platform\": \"sandbox\", \"settings\": {\"handle\": \"you\"}, \"account\": \"sandbox.me\"}");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.at("/errors/0/field")).isEqualTo("account");
        assertThat(client.get("accounts").json().get("items")).hasSize(1);
        assertThat(client.post("accounts", "{\"platform\": \"sandbox\", \"account\": \"a_none\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void nullInAPatchIsNotPassedOver() {
        client.post("accounts", "{\"platform\": \"sandbox\", \"settings\": {\"handle\": \"me\"}}");

        Answer refused = client.json("PATCH", "accounts/sandbox.me", "{\"displayName\": null, \"zone\": null}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/field")).isEqualTo("displayName");
        assertThat(refused.at("/errors/0/rule")).isEqualTo("required");
        assertThat(refused.at("/errors/1/field")).isEqualTo("zone");
        assertThat(client.json("PATCH", "accounts/sandbox.me", "{\"colour\": \"red\"}")
                        .at("/errors/0/rule"))
                .isEqualTo("unknown-property");
    }

    @Test
    void accountInAnUnknownZoneIsListedWithAWarning() {
        Account usual = Account.of(Platform.SANDBOX, "one", "one", Grant.none());
        server.accountStore.add(usual, Optional.empty());
        server.accountStore.add(
                new Account(
                        new AccountId("a_odd"),
                        usual.workspace(),
                        usual.platform(),
                        "odd",
                        "odd",
                        Optional.empty(),
                        usual.status(),
                        TimeZones.of("Europe/Atlantis"),
                        Map.of(),
                        Grant.none()),
                Optional.empty());

        JsonNode list = client.get("accounts").json();

        assertThat(list.at("/items")).hasSize(2);
        assertThat(client.get("accounts/" + usual.id()).json().at("/warnings")).isEmpty();
        JsonNode odd = client.get("accounts/a_odd").json();
        assertThat(odd.at("/zone").asText()).isEqualTo("Europe/Atlantis");
        assertThat(odd.at("/warnings/0/field").asText()).isEqualTo("zone");
        assertThat(client.get("accounts/a_odd/queue").at("/warnings/0/rule")).isEqualTo("known-zone");
        Answer next = client.get("accounts/a_odd/queue/next");
        assertThat(next.at("/code")).isEqualTo("unknown-zone");
        assertThat(client.json("PATCH", "accounts/a_odd", "{\"zone\": \"Europe/Kiev\"}")
                        .at("/warnings"))
                .isEqualTo("[]");
    }
}
