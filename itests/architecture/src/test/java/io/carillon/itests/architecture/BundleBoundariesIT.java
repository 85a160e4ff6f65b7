package io.carillon.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls of the house, read off the manifests that the container will see. */
class BundleBoundariesIT {

    private static final List<Bundle> BUNDLES = Bundle.all();
    private static final String API = "io.carillon.api.";
    private static final String SUPPORT = "io.carillon.publisher.support";

    /** Beyond the API, what a bundle may import of ours. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
            "io.carillon.scheduler", Set.of("io.carillon.core"),
            "io.carillon.accounts", Set.of("io.carillon.core.id"),
            "io.carillon.media", Set.of("io.carillon.core.id"),
            "io.carillon.webhooks", Set.of("io.carillon.core.id"),
            "io.carillon.publisher.contract", Set.of(SUPPORT));

    static Stream<Bundle> bundles() {
        return BUNDLES.stream();
    }

    @Test
    void everyBundleOfTheHouseIsLookedAt() {
        assertThat(BUNDLES)
                .extracting(Bundle::symbolicName)
                .contains(
                        "io.carillon.api",
                        "io.carillon.core",
                        "io.carillon.scheduler",
                        "io.carillon.persistence",
                        "io.carillon.media",
                        "io.carillon.accounts",
                        "io.carillon.rest",
                        "io.carillon.metrics",
                        "io.carillon.analytics",
                        "io.carillon.webhooks",
                        "io.carillon.shell",
                        "io.carillon.dashboard",
                        "io.carillon.publisher.support",
                        "io.carillon.publisher.contract",
                        "io.carillon.publisher.sandbox",
                        "io.carillon.publisher.bluesky",
                        "io.carillon.publisher.mastodon");
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void nothingInternalIsExported(Bundle bundle) {
        assertThat(bundle.exports().keySet()).noneMatch(name -> name.contains("internal"));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void exportsAreItsOwnAndVersioned(Bundle bundle) {
        assertThat(bundle.exports().keySet()).allMatch(name -> name.startsWith(bundle.symbolicName()));
        assertThat(bundle.exports().values()).allMatch(attributes -> attributes.getVersion() != null);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void codeOfOursLivesUnderTheSymbolicName(Bundle bundle) {
        assertThat(bundle.packages())
                .filteredOn(name -> name.startsWith(Bundle.OURS))
                .allMatch(name -> name.equals(bundle.symbolicName()) || name.startsWith(bundle.symbolicName() + "."));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void noInternalOfAnotherBundleIsImported(Bundle bundle) {
        assertThat(bundle.importsOfOurs()).noneMatch(name -> name.contains("internal"));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void importsOfOursKeepToTheWalls(Bundle bundle) {
        Set<String> beyondApi = MAY_IMPORT.getOrDefault(bundle.symbolicName(), Set.of());
        assertThat(bundle.importsOfOurs())
                .allMatch(name -> name.startsWith(API)
                        || beyondApi.stream()
                                .anyMatch(allowed -> name.equals(allowed) || name.startsWith(allowed + "."))
                        || (bundle.isPublisher() && (name.equals(SUPPORT) || name.startsWith(SUPPORT + "."))));
    }

    @Test
    void entitiesStayInPersistence() {
        assertThat(BUNDLES)
                .filteredOn(bundle -> imports(bundle, "jakarta.persistence"))
                .extracting(Bundle::symbolicName)
                .containsExactly("io.carillon.persistence");
    }

    @Test
    void httpTypesStayInRest() {
        assertThat(BUNDLES)
                .filteredOn(bundle -> imports(bundle, "jakarta.ws.rs"))
                .extracting(Bundle::symbolicName)
                .containsExactly("io.carillon.rest");
    }

    private static boolean imports(Bundle bundle, String packageName) {
        return bundle.imports().keySet().stream().anyMatch(name -> name.startsWith(packageName));
    }
}
