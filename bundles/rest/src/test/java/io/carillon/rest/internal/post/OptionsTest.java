package io.carillon.rest.internal.post;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Options of a network, from what it declares to what a post keeps. */
class OptionsTest extends ServerCase {

    private static final String CHOSEN = "{\"blurred\":false,\"mood\":\"loud\",\"warning\":\"\"}";

    @BeforeEach
    void start() {
        server.accountStore.add(Account.of(Platform.SANDBOX, "one", "One", Grant.none()), Optional.empty());
    }

    private static String post(String options, String schedule) {
        return "{\"caption\": \"Hello\", \"accounts\": [\"sandbox.one\"], \"variations\": [{\"platform\": \"sandbox\","
                + " \"options\": " + options + "}], \"schedule\": " + schedule + "}";
    }

    private static String nextYear() {
        return "{\"at\": \"" + (LocalDate.now().getYear() + 1) + "-02-10T09:00\", \"zone\": \"Europe/Berlin\"}";
    }

    private static String options(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
        return answer.json().at("/variations/0/options").toString();
    }

    @Test
    void platformTellsWhichThereAre() {
        JsonNode options = client.get("platforms/sandbox").json().get("options");
        assertThat(options.get(0).toString())
                .isEqualTo("{\"name\":\"mood\",\"label\":\"Mood\",\"kind\":\"choice\",\"choices\":["
                        + "{\"value\":\"calm\",\"label\":\"Calm\"},{\"value\":\"loud\",\"label\":\"Loud\"}],"
                        + "\"default\":\"calm\",\"maxLength\":null}");
        assertThat(options.at("/1/kind").asText()).isEqualTo("text");
        assertThat(options.at("/1/maxLength").asInt()).isEqualTo(100);
        assertThat(options.at("/2/kind").asText()).isEqualTo("flag");
        assertThat(client.get("platforms/mastodon").json().get("options")).isEmpty();
    }

    @Test
    void postKeepsThemThroughEditsAndCopies() {
        Answer created = client.post("posts", post(CHOSEN, nextYear()));
        assertThat(options(created)).isEqualTo(CHOSEN);
        String path = "posts/" + created.at("/id");

        assertThat(options(client.json("PATCH", path, "{\"caption\": \"Hello again\"}")))
                .isEqualTo(CHOSEN);
        assertThat(options(client.post(path + "/duplicate", ""))).isEqualTo(CHOSEN);
        Answer sent = client.json("PUT", path, client.get(path).text());
        assertThat(options(sent)).isEqualTo(CHOSEN);

        String calm = post("{\"mood\": \"calm\", \"warning\": null}", nextYear());
        Answer edited = client.json("PUT", path, calm);
        assertThat(options(edited)).isEqualTo("{\"mood\":\"calm\"}");
        assertThat(edited.header("ETag")).isEqualTo("\"4\"");
    }

    @Test
    void whatTheNetworkDoesNotKnowIsRefusedAtItsVariation() {
        Answer answer = client.post("posts", post("{\"mood\": \"sad\", \"visibility\": \"unlisted\"}", nextYear()));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/field")).isEqualTo("variations[0].options.mood");
        assertThat(answer.at("/errors/0/rule")).isEqualTo("one-of");
        assertThat(answer.at("/errors/0/limit")).isEqualTo("calm, loud");
        assertThat(answer.at("/errors/0/actual")).isEqualTo("sad");
        assertThat(answer.at("/errors/1/field")).isEqualTo("variations[0].options.visibility");
        assertThat(answer.at("/errors/1/limit")).isEqualTo("mood, warning, blurred");

        Answer said = client.post("preflight", post("{\"mood\": \"sad\"}", "null"));
        assertThat(said.at("/problems/0/field")).isEqualTo("variations[0].options.mood");
    }

    @Test
    void optionIsATextOrAFlag() {
        Answer answer = client.post("posts", post("{\"mood\": 7, \"warning\": [\"x\"]}", "null"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors"))
                .extracting(error -> error.get("field").asText())
                .containsExactlyInAnyOrder("variations[0].options.mood", "variations[0].options.warning");
        assertThat(client.post("posts", post("\"mood\"", "null")).status()).isBetween(400, 422);
        assertThat(client.post("posts", post("{\"warning\": \"\\u0000\"}", "null"))
                        .status())
                .isBetween(400, 422);
        assertThat(client.post("posts", post("{\"\\u0000\": true}", "null")).status())
                .isBetween(400, 422);
    }
}
