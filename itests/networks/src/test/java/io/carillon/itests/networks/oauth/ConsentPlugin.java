package io.carillon.itests.networks.oauth;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Packs {@link ConsentPublisher} into a bundle, once for each network that it shall be. */
final class ConsentPlugin {

    private ConsentPlugin() {}

    static void writeTo(Path jar, URI server, URI gate, List<String> networks) {
        try {
            Files.createDirectories(jar.getParent());
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream content = new JarOutputStream(file, manifest(networks))) {
                String name = ConsentPublisher.class.getName().replace('.', '/') + ".class";
                add(
                        content,
                        name,
                        ConsentPlugin.class.getResourceAsStream("/" + name).readAllBytes());
                for (String network : networks) {
                    add(
                            content,
                            "OSGI-INF/" + network + ".xml",
                            COMPONENT.formatted(network, network, server, gate).getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

    private static Manifest manifest(List<String> networks) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "io.carillon.itests.consent");
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue(
                "Import-Package",
                "io.carillon.api.model;version=\"[1,2)\",io.carillon.api.publisher;version=\"[1,2)\","
                        + "io.carillon.api.publisher.spi;version=\"[1,2)\"");
        main.putValue(
                "Service-Component",
                networks.stream().map(network -> "OSGI-INF/" + network + ".xml").collect(Collectors.joining(",")));
        main.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.4.0)(!(version>=2.0.0)))\"");
        return manifest;
    }

    private static final String COMPONENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="consent.%s" activate="activate">
              <implementation class="io.carillon.itests.networks.oauth.ConsentPublisher"/>
              <property name="carillon.network" type="String" value="%s"/>
              <property name="server" type="String" value="%s"/>
              <property name="gate" type="String" value="%s"/>
              <service>
                <provide interface="io.carillon.api.publisher.spi.Publisher"/>
                <provide interface="io.carillon.api.publisher.spi.AccountConnector"/>
              </service>
            </scr:component>
            """;
}
