package io.carillon.itests.container;

import static org.ops4j.pax.exam.CoreOptions.bootDelegationPackage;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.ops4j.pax.exam.Option;

/** Our own distribution as Pax Exam starts it: offline, on a free port, with a data folder of its own. */
final class Carillon {

    static final String PASSWORD = "correct horse battery staple";

    private Carillon() {}

    static Option distribution(String name, int port) {
        Path root = Path.of(System.getProperty("carillon.itests.work")).resolve(name);
        return composite(
                karafDistributionConfiguration()
                        .frameworkUrl(Path.of(System.getProperty("carillon.archive"))
                                .toUri()
                                .toString())
                        .name("Carillon")
                        .karafVersion("4.4.10")
                        .unpackDirectory(root.toFile())
                        .useDeployFolder(false),
                keepRuntimeFolder(),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                bootDelegationPackage("sun.*"),
                editConfigurationFilePut("etc/org.apache.felix.http.cfg", "org.osgi.service.http.port", "" + port),
                editConfigurationFilePut(
                        "etc/system.properties",
                        "carillon.data",
                        root.resolve("data-folder").toString()),
                // Pax Exam's own bundles come from the repository that Maven has just filled, and from nowhere else.
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.localRepository",
                        System.getProperty("carillon.repository")));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
