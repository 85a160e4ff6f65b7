package io.carillon.itests.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A test's class as a bundle of a publisher and a connector, for a server's deploy folder. */
final class PluginJar {

    private PluginJar() {}

    /**
     * Writes the bundle beside and moves it in whole, so that the server never sees half of it.
     *
     * @param plugin a class without others inside that uses nothing but the API
     */
    static void deploy(Class<?> plugin, String network, Path jar) throws IOException {
        Path beside = jar.resolveSibling("../" + network + ".part").normalize();
        try (OutputStream file = Files.newOutputStream(beside);
                JarOutputStream out = new JarOutputStream(file, manifest(network))) {
            String name = plugin.getName().replace('.', '/') + ".class";
            add(out, name, PluginJar.class.getResourceAsStream("/" + name).readAllBytes());
            add(
                    out,
                    "OSGI-INF/plugin.xml",
                    COMPONENT.formatted(network, plugin.getName(), network).getBytes(StandardCharsets.UTF_8));
        }
        Files.createDirectories(jar.getParent());
        Files.move(beside, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

    private static Manifest manifest(String network) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "io.carillon.itests." + network);
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue(
                "Import-Package",
                "io.carillon.api.model;version=\"[1,2)\",io.carillon.api.publisher;version=\"[1,2)\","
                        + "io.carillon.api.publisher.spi;version=\"[1,2)\"");
        main.putValue("Service-Component", "OSGI-INF/plugin.xml");
        main.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.4.0)(!(version>=2.0.0)))\"");
        return manifest;
    }

    private static final String COMPONENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%s">
              <implementation class="%s"/>
              <property name="carillon.network" type="String" value="%s"/>
              <service>
                <provide interface="io.carillon.api.publisher.spi.Publisher"/>
                <provide interface="io.carillon.api.publisher.spi.AccountConnector"/>
              </service>
            </scr:component>
            """;
}
