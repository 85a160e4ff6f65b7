package io.carillon.itests.container;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.Test;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/** Runs outside: it starts and stops the container itself. */
public class DataSurvivesIT {

    @Test
    public void whatWasStoredIsThereWhenAnotherContainerStartsOnTheSameData() throws Exception {
        String name = "data-survives";
        int port = Carillon.freePort();
        Path data = Path.of(System.getProperty("carillon.itests.work"))
                .resolve(name)
                .resolve("data-folder");

        TestContainer first = start(name, port);
        JsonNode stored;
        try {
            Rest rest = new Rest(port).signIn(data);
            String account = rest.create("/api/v1/accounts", "{'platform':'sandbox','settings':{}}")
                    .path("id")
                    .asText();
            stored = rest.create(
                    "/api/v1/posts",
                    "{'caption':'Still here','accounts':['" + account
                            + "'],'schedule':{'at':'2031-07-01T12:00:00','zone':'America/New_York'}}");
        } finally {
            first.stop();
        }

        TestContainer second = start(name, port);
        try {
            Rest rest = new Rest(port).signIn(data);
            assertEquals(stored, rest.get("/api/v1/posts/" + stored.path("id").asText()));
        } finally {
            second.stop();
        }
    }

    private static TestContainer start(String name, int port) throws Exception {
        return PaxExamRuntime.createContainer(PaxExamRuntime.createServerSystem(Carillon.distribution(name, port)))
                .start();
    }
}
