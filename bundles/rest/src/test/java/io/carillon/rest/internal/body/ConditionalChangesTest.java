package io.carillon.rest.internal.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Workspace;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ETag} and {@code If-Match} where a thing has no revision. */
class ConditionalChangesTest extends ServerCase {

    @BeforeEach
    void start() throws IOException {
        server.media.add(Workspace.DEFAULT_ID, "door.png", new ByteArrayInputStream(new byte[] {1}));
    }

    private String account() {
        return "accounts/"
                + client.post("accounts", "{\"platform\": \"sandbox\", \"settings\": {\"handle\": \"bell\"}}")
                        .at("/id");
    }

    private void assertConditional(String address, String change) {
        String tag = client.get(address).header("ETag");
        assertThat(tag).matches("\"[0-9a-f]{32}\"");

        Answer changed = client.with("If-Match", tag).json("PATCH", address, change);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.header("ETag"))
                .isEqualTo(client.get(address).header("ETag"))
                .isNotEqualTo(tag);

        Answer late = client.with("If-Match", tag).json("PATCH", address, change);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.at("/code")).isEqualTo("moved-on");
        assertThat(client.with("If-Match", tag).delete(address).status()).isEqualTo(412);
        assertThat(client.with("If-Match", changed.header("ETag"))
                        .delete(address)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void accountThatMovedOnIsNotChanged() {
        assertConditional(account(), "{\"displayName\": \"Another\"}");
    }

    @Test
    void fileThatMovedOnIsNotChanged() {
        assertConditional("media/m_1", "{\"altText\": \"A red door\"}");
    }

    @Test
    void ofManyChangesThatExpectTheSameOneSucceeds() {
        String account = account();
        String tag = client.get(account).header("ETag");

        List<Integer> statuses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> client.with("If-Match", tag)
                        .json("PATCH", account, "{\"displayName\": \"Name " + i + "\"}")
                        .status())
                .toList();

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void patchThatDoesNotNameTheAlternativeTextLeavesIt() {
        client.json("PATCH", "media/m_1", "{\"altText\": \"A red door\"}");

        assertThat(client.json("PATCH", "media/m_1", "{}").at("/altText")).isEqualTo("A red door");
        assertThat(client.json("PATCH", "media/m_1", "{\"altText\": null}").at("/altText"))
                .isEmpty();
    }

    @Test
    void whatIsOnlyReadHasATagToo() {
        assertThat(client.get("platforms/sandbox").header("ETag")).isNotEmpty();
    }
}
