package io.carillon.rest.internal.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Scope;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import org.junit.jupiter.api.Test;

class ParametersTest extends ServerCase {

    @Test
    void misspeltFilterIsRefusedAndTheOneThatWasMeantIsNamed() {
        Answer answer = client.get("posts?acount=a_1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/code")).isEqualTo("invalid-parameter");
        assertThat(answer.at("/errors/0/field")).isEqualTo("acount");
        assertThat(answer.at("/errors/0/rule")).isEqualTo("unknown-parameter");
        assertThat(answer.at("/errors/0/limit")).contains("account, ", "cursor, ", "limit");
        assertThat(answer.at("/detail")).contains("'acount'", "Did you mean 'account'?");
        assertThat(client.get("posts?Limit=5").at("/detail")).contains("Did you mean 'limit'?");
        assertThat(client.get("deliveries?colour=red").at("/detail"))
                .contains("'colour'", "Known are: account, cursor, from,");
        assertThat(client.post("posts?scope=ALL", "{}").at("/detail")).contains("'scope' is not known here. None is.");
    }

    @Test
    void whoMayNotAskLearnsNoNames() {
        assertThat(server.nobody().get("posts?acount=a_1").status()).isEqualTo(401);
    }

    @Test
    void tokenIsKnownWhereItMayBeSentOnly() {
        String token = server.token(Scope.READ);

        assertThat(server.nobody().get("calendar.ics?token=" + token).status()).isEqualTo(200);
        Answer elsewhere = client.get("posts?token=" + token);
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.text()).doesNotContain(token);
    }

    @Test
    void deliveriesAreFilteredByTheirNetwork() {
        String account = client.post("accounts", "{\"platform\": \"sandbox\", \"settings\": {\"handle\": \"@a\"}}")
                .at("/id");
        client.post(
                "posts",
                "{\"caption\": \"Hi\", \"accounts\": [\"" + account
                        + "\"], \"schedule\": {\"instant\": \"2030-01-01T00:00:00Z\", \"zone\": \"UTC\"}}");

        assertThat(client.get("deliveries?platform=sandbox").json().get("items"))
                .hasSize(1);
        assertThat(client.get("deliveries?platform=mastodon").json().get("items"))
                .isEmpty();
        assertThat(client.get("deliveries?platform=%20").at("/errors/0/field")).isEqualTo("platform");
    }
}
