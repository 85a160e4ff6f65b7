package io.carillon.rest.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.observe.RequestObserver;
import io.carillon.rest.internal.fake.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestTimesTest {

    @TempDir
    private Path folder;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private Server server;

    @BeforeEach
    void open() {
        server = new Server(folder);
        server.services.put(RequestObserver.class, (RequestObserver) (method, route, status, nanos) -> {
            assertThat(nanos).isNotNegative();
            seen.add(method + " " + route + " " + status);
        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void requestsAreToldByTheirRouteNotByWhatTheyAskedFor() {
        server.client().get("posts/p_1");
        server.client().get("deliveries/d_1");
        server.client().get("posts");

        assertThat(seen)
                .containsExactly(
                        "GET /api/v1/posts/{id} 404", "GET /api/v1/deliveries/{id} 404", "GET /api/v1/posts 200");
    }

    @Test
    void whatIsRefusedAndWhatIsNowhereIsToldToo() {
        server.nobody().get("posts");
        server.client().get("no/such/thing");
        server.client().post("posts", "{broken");

        assertThat(seen).containsExactly("GET /api/v1/posts 401", "GET unknown 404", "POST /api/v1/posts 400");
    }

    @Test
    void nobodyHasToLook() {
        server.services.remove(RequestObserver.class);

        assertThat(server.client().get("posts").status()).isEqualTo(200);
        assertThat(seen).isEmpty();
    }
}
