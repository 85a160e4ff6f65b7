package io.carillon.rest.internal.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Posts that name what they show by its address. */
class MediaAddressesTest extends ServerCase {

    @BeforeEach
    void start() {
        server.accountStore.add(Account.of(Platform.SANDBOX, "me", "Me", Grant.none()), Optional.empty());
    }

    private static String showing(String url) {
        return "{\"caption\": \"a\", \"accounts\": [\"sandbox.me\"], \"media\": [{\"url\": \"" + url + "\"}]}";
    }

    @Test
    void addressBecomesAFileOfTheLibraryThatCanBeSentBack() {
        Answer created = client.with("Idempotency-Key", "k").post("posts", showing("https://example.com/a.png"));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String file = created.at("/media/0/id");
        assertThat(client.get("media/" + file).at("/type")).isEqualTo("image/png");

        Answer again = client.with("Idempotency-Key", "k").post("posts", showing("https://example.com/a.png"));
        assertThat(again.at("/media/0/id")).isEqualTo(file);
        assertThat(client.get("media").json().get("items")).hasSize(1);

        String patch = "{\"media\": [{\"id\": \"" + file + "\"}, {\"url\": \"https://example.com/b.png\"}]}";
        Answer patched = client.send(
                "PATCH",
                "posts/" + created.at("/id"),
                java.net.http.HttpRequest.BodyPublishers.ofString(patch),
                Optional.of("application/merge-patch+json"));
        assertThat(patched.at("/media/0/id")).as(patched.text()).isEqualTo(file);
        assertThat(patched.at("/media/1/id")).isNotEqualTo(file);
    }

    @Test
    void addressThatCannotBeFetchedIsNamedAndNothingIsStored() {
        Answer refused = client.post("posts", showing("https://gone.example/a.png"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/field")).isEqualTo("media[0].url");
        assertThat(refused.at("/errors/0/rule")).isEqualTo("reachable");
        assertThat(client.get("posts").json().get("items")).isEmpty();
    }

    @Test
    void postThatIsRefusedLeavesNothingInTheLibrary() {
        String unknown = showing("https://example.com/a.png").replace("sandbox.me", "sandbox.nobody");
        assertThat(client.post("posts", unknown).status()).isEqualTo(422);
        assertThat(client.get("media").json().get("items")).isEmpty();
    }
}
