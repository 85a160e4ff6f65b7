package io.carillon.rest.internal.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.service.Accounts;
import io.carillon.api.service.Posts;
import io.carillon.api.store.StoreException;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import io.carillon.rest.internal.fake.ServerCase;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdempotencyTest extends ServerCase {

    private static final String POST = "{\"caption\": \"Hello\"}";

    @Test
    void repeatedCreationIsAnsweredTheSame() {
        Client once = client.with("Idempotency-Key", "key-1");
        Answer first = once.post("posts", POST);
        Answer again = once.post("posts", POST);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.at("/id")).isEqualTo(first.at("/id"));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isEqualTo("\"1\"").isEqualTo(first.header("ETag"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(client.get("posts").json().get("items")).hasSize(1);
        Answer other = once.post("posts", POST.replace("Hello", "Bye"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.at("/errors/0/field")).isEqualTo("Idempotency-Key");
    }

    @Test
    void failedCreationGivesItsKeyBack() {
        Client once = client.with("Idempotency-Key", "key-1");

        assertThat(once.post("posts", "{\"link\": \"nowhere\"}").status()).isEqualTo(422);
        assertThat(once.post("posts", POST).status()).isEqualTo(201);
    }

    @Test
    void keyOutlivesADayButNotLonger() {
        Client once = client.with("Idempotency-Key", "key-1");
        String first = once.post("posts", POST).at("/id");
        server.clock.advance(Duration.ofHours(25));

        assertThat(once.post("posts", POST).at("/id")).isNotEqualTo(first);
    }

    @Test
    void unreadableKeyIsRefused() {
        assertThat(client.with("Idempotency-Key", "a b").post("posts", POST).status())
                .isEqualTo(400);
    }

    @Test
    void creationOfUnknownOutcomeIsNotMadeTwice() {
        Client once = client.with("Idempotency-Key", "key-1");
        Object posts = server.services.get(Posts.class);
        server.services.put(
                Posts.class,
                Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Posts.class}, (proxy, method, args) -> {
                            throw new StoreException("The answer to the commit was lost", null);
                        }));
        assertThat(once.post("posts", POST).status()).isEqualTo(503);
        server.services.put(Posts.class, posts);

        Answer again = once.post("posts", POST);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.at("/code")).isEqualTo("in-progress");
        assertThat(client.get("posts").json().get("items")).isEmpty();
    }

    @Test
    void absentServiceGivesTheKeyBack() {
        Client once = client.with("Idempotency-Key", "key-1");
        Object accounts = server.services.remove(Accounts.class);
        assertThat(once.post("posts", POST).status()).isEqualTo(503);
        server.services.put(Accounts.class, accounts);

        assertThat(once.post("posts", POST).status()).isEqualTo(201);
    }
}
