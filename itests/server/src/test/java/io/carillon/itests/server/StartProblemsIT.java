package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.support.CarillonServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/**
 * A server that cannot start says why, with the fix, and exits with another code than 0. What can be wrong with a PostgreSQL
 * is in {@link PostgresProblemsIT}.
 */
class StartProblemsIT {

    @Test
    void portInUse() throws Exception {
        try (CarillonServer server = CarillonServer.install("port-in-use");
                ServerSocket taken = new ServerSocket(server.port(), 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(server.startInVain()).isNotZero();
            assertThat(server.output())
                    .contains(Integer.toString(taken.getLocalPort()))
                    .contains("CARILLON_HTTP_PORT");
        }
    }

    @Test
    void portThatIsNoPort() throws Exception {
        try (CarillonServer server = CarillonServer.install("no-port").with("CARILLON_HTTP_PORT", "eighty")) {
            assertThat(server.startInVain()).isNotZero();
            assertThat(server.output()).contains("eighty").contains("CARILLON_HTTP_PORT");
        }
    }

    @Test
    void dataFolderIsAFile() throws Exception {
        try (CarillonServer server = CarillonServer.install("data-is-a-file")) {
            Files.writeString(server.data(), "not a folder");
            assertThat(server.startInVain()).isNotZero();
            assertThat(server.output()).contains(server.data().toString()).contains("CARILLON_DATA");
        }
    }

    @Test
    void dataFolderCannotBeMade() throws Exception {
        try (CarillonServer server =
                CarillonServer.install("data-not-writable").with("CARILLON_DATA", "/proc/carillon")) {
            assertThat(server.startInVain()).isNotZero();
            assertThat(server.output()).contains("/proc/carillon").contains("CARILLON_DATA");
        }
    }

    @Test
    void dataFolderInUseByAnotherServer() throws Exception {
        try (CarillonServer first = CarillonServer.install("in-use-first").start();
                CarillonServer second = CarillonServer.install("in-use-second")
                        .with("CARILLON_DATA", first.data().toString())) {
            assertThat(second.startInVain()).isNotZero();
            assertThat(second.output()).contains(first.data().toString()).contains("CARILLON_DATA");
            assertThat(first.signIn().get("/api/v1/platforms").status()).isEqualTo(200);
        }
    }
}
