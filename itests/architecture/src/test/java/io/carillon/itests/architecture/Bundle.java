package io.carillon.itests.architecture;

import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A built bundle, as its manifest and its entries tell. */
record Bundle(String symbolicName, Path jar, Parameters imports, Parameters exports, Set<String> packages) {

    static final String OURS = "io.carillon.";

    static List<Bundle> all() {
        Path folder = Path.of(System.getProperty("carillon.bundles"));
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .map(Bundle::read)
                    .sorted((a, b) -> a.symbolicName.compareTo(b.symbolicName))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isPublisher() {
        return symbolicName.startsWith("io.carillon.publisher.")
                && !symbolicName.equals("io.carillon.publisher.support")
                && !symbolicName.equals("io.carillon.publisher.contract");
    }

    /** What it imports of other bundles of ours, as packages. */
    Set<String> importsOfOurs() {
        return imports.keySet().stream()
                .filter(name -> name.startsWith(OURS) && !packages.contains(name))
                .collect(Collectors.toSet());
    }

    private static Bundle read(Path path) {
        try (JarFile jar = new JarFile(path.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            Set<String> packages = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .collect(Collectors.toSet());
            return new Bundle(
                    manifest.getValue("Bundle-SymbolicName"),
                    path,
                    OSGiHeader.parseHeader(manifest.getValue("Import-Package")),
                    OSGiHeader.parseHeader(manifest.getValue("Export-Package")),
                    packages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return symbolicName;
    }
}
