package io.carillon.itests.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer is reached on this machine only, says why it does not start, and does not outlive who started it. */
class NodePeerIT {

    private static final Path LOG = Workplace.file("node-peer.log");

    @BeforeEach
    void isInstalled() {
        NodePackage.named("bluesky").install();
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        try (NodePeer peer = NodePeer.start("bluesky", "plc.mjs", LOG, Map.of("port", 0))) {
            int port = peer.ready().path("port").asInt();
            connect(InetAddress.getByName("127.0.0.1"), port);
            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList();
            for (InetAddress other : others) {
                assertThatThrownBy(() -> connect(other, port)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void endsWhenItIsClosedOrKilled() {
        NodePeer closed = NodePeer.start("bluesky", "plc.mjs", LOG, Map.of("port", 0));
        closed.close();
        assertThat(closed.isRunning()).isFalse();
        NodePeer killed = NodePeer.start("bluesky", "plc.mjs", LOG, Map.of("port", 0));
        killed.kill();
        assertThat(killed.isRunning()).isFalse();
        killed.close();
    }

    @Test
    void endsWhenTheJavaThatStartedItIsKilled() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        LOG.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long pid = Long.parseLong(java.inputReader().readLine());
        ProcessHandle peer = ProcessHandle.of(pid).orElseThrow();

        java.destroyForcibly();

        peer.onExit().get(30, TimeUnit.SECONDS);
    }

    @Test
    void saysWhyItDoesNotStart() {
        assertThatThrownBy(() -> NodePeer.start("bluesky", "plc.mjs", LOG, Map.of("port", -1)))
                .hasMessageContaining("bluesky/plc.mjs")
                .hasMessageContaining("port");
        assertThatThrownBy(() -> NodePeer.start("bluesky", "nothing.mjs", LOG, Map.of()))
                .hasMessageContaining("nothing.mjs");
        assertThatThrownBy(() -> NodePeer.start("nothing", "plc.mjs", LOG, Map.of()))
                .hasMessageContaining("package.json");
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
        }
    }

    /** Starts a peer, says its process id, and does nothing until it is killed. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws InterruptedException {
            NodePeer peer = NodePeer.start("bluesky", "plc.mjs", Path.of(arguments[0]), Map.of("port", 0));
            System.out.println(peer.pid());
            Thread.currentThread().join();
        }
    }
}
