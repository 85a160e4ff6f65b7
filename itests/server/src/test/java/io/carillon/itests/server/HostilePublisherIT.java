package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/** A plugin that breaks every rule is dropped into a running server, and taken away in the middle of a call. */
class HostilePublisherIT {

    private static final List<String> MISDEEDS =
            List.of("throws", "overflows", "is not linked", "returns nothing", "answers late");

    @Test
    void nothingIsLostOrPublishedTwiceAndNobodyElseIsHurt() throws Exception {
        try (CarillonServer server = CarillonServer.install("hostile").start()) {
            Client client = server.signIn();
            Path plugin = server.home().resolve("deploy/hostile.jar");
            deploy(plugin);
            Waiting.await(
                    "the plugin to be there",
                    () -> client.get("/api/v1/platforms").text().contains("hostile"));
            String hostile = connect(client, "hostile");
            String sandbox = connect(client, "sandbox");

            Map<String, String> posts = new LinkedHashMap<>();
            for (String misdeed : MISDEEDS) {
                posts.put(misdeed, post(client, misdeed, hostile));
            }
            String hung = post(client, "never answers", hostile);
            String unchecked = post(client, "throws while it is checked", hostile);
            String bystander = post(client, "A good post", sandbox);

            published(client, bystander);
            published(client, unchecked);
            for (String id : posts.values()) {
                published(client, id);
                JsonNode delivery = client.get("/api/v1/posts/" + id)
                        .json(200)
                        .path("deliveries")
                        .get(0);
                assertThat(delivery.path("permalink").asText()).doesNotContain("twice");
            }
            Waiting.await(
                    "the hung call to be in doubt", () -> state(client, hung).equals("IN_DOUBT"));

            Files.delete(plugin);
            Waiting.await(
                    "the plugin to be gone",
                    () -> !client.get("/api/v1/platforms").text().contains("hostile"));
            String late = post(client, "Nobody there", hostile);
            Waiting.await("its next post to wait", () -> state(client, late).equals("WAITING"));
            assertThat(state(client, hung)).isEqualTo("IN_DOUBT");
            published(client, post(client, "Another good post", sandbox));

            deploy(plugin);
            published(client, late);
            assertThat(server.stop()).isZero();
        }
    }

    private static String connect(Client client, String platform) {
        return client.post("/api/v1/accounts", Map.of("platform", platform, "settings", Map.of()))
                .json(201)
                .path("id")
                .asText();
    }

    private static String post(Client client, String caption, String account) {
        return client.post(
                        "/api/v1/posts",
                        Map.of(
                                "caption",
                                caption,
                                "accounts",
                                List.of(account),
                                "schedule",
                                Map.of("instant", Instant.now().plusSeconds(3).toString(), "zone", "UTC")))
                .json(201)
                .path("id")
                .asText();
    }

    private static String state(Client client, String post) {
        return client.get("/api/v1/posts/" + post).json(200).path("state").asText();
    }

    private static void published(Client client, String post) {
        Waiting.await("the post to be published", Duration.ofSeconds(60), () -> state(client, post)
                .equals("PUBLISHED"));
    }

    /** Written beside and moved in whole, so that the server never sees half of it. */
    private static void deploy(Path plugin) throws IOException {
        Path beside = plugin.resolveSibling("../hostile.part").normalize();
        try (OutputStream file = Files.newOutputStream(beside);
                JarOutputStream jar = new JarOutputStream(file, manifest())) {
            String name = HostilePublisher.class.getName().replace('.', '/') + ".class";
            add(
                    jar,
                    name,
                    HostilePublisherIT.class.getResourceAsStream("/" + name).readAllBytes());
            add(jar, "OSGI-INF/hostile.xml", COMPONENT.getBytes(StandardCharsets.UTF_8));
        }
        Files.createDirectories(plugin.getParent());
        Files.move(beside, plugin, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "io.carillon.itests.hostile");
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue(
                "Import-Package",
                "io.carillon.api.model;version=\"[1,2)\",io.carillon.api.publisher;version=\"[1,2)\","
                        + "io.carillon.api.publisher.spi;version=\"[1,2)\"");
        main.putValue("Service-Component", "OSGI-INF/hostile.xml");
        main.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.4.0)(!(version>=2.0.0)))\"");
        return manifest;
    }

    private static final String COMPONENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="hostile">
              <implementation class="io.carillon.itests.server.HostilePublisher"/>
              <property name="carillon.network" type="String" value="hostile"/>
              <service>
                <provide interface="io.carillon.api.publisher.spi.Publisher"/>
                <provide interface="io.carillon.api.publisher.spi.AccountConnector"/>
              </service>
            </scr:component>
            """;
}
