package io.carillon.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotDeployIT {

    private static final String SANDBOX = "io.carillon.publisher.sandbox";

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] server() {
        int port = Carillon.freePort();
        return new Option[] {
            Carillon.distribution("hot-deploy", port),
            systemProperty("test.port").value("" + port),
            systemProperty("test.sandbox").value(System.getProperty("carillon.sandbox.jar"))
        };
    }

    @Test
    public void aDeliveryWaitsForItsPublisherAndGoesOutOnceWhenItIsBack() throws Exception {
        Path data = Path.of(System.getProperty("carillon.data"));
        Rest rest = new Rest(Integer.getInteger("test.port")).signIn(data);
        String account = rest.create("/api/v1/accounts", "{'platform':'sandbox','settings':{}}")
                .path("id")
                .asText();
        Instant due = Instant.now().plusSeconds(4);
        String post = rest.create(
                        "/api/v1/posts",
                        "{'caption':'Back again','accounts':['" + account + "'],'schedule':{'instant':'" + due
                                + "','zone':'UTC'}}")
                .path("id")
                .asText();

        Arrays.stream(context.getBundles())
                .filter(bundle -> SANDBOX.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow()
                .uninstall();
        assertFalse(rest.hasPlatform("sandbox"));
        rest.awaitJson("the delivery to wait", "/api/v1/posts/" + post, json -> json.path("state")
                .asText()
                .equals("WAITING"));

        Path deploy = Path.of(System.getProperty("karaf.base")).resolve("deploy");
        Files.copy(Path.of(System.getProperty("test.sandbox")), deploy.resolve(SANDBOX + ".jar"));
        Rest.await("the platform to be back", () -> rest.hasPlatform("sandbox"));
        rest.awaitJson("the delivery to be published", "/api/v1/posts/" + post, json -> json.path("state")
                .asText()
                .equals("PUBLISHED"));
        JsonNode wall = rest.get("/sandbox/posts").path("items");
        assertEquals(wall.toString(), 1, wall.size());
        assertEquals("Back again", wall.get(0).path("text").asText());
    }
}
