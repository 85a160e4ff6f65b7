package io.carillon.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BundlesIT {

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Configuration
    public Option[] server() {
        return new Option[] {Carillon.distribution("bundles", Carillon.freePort())};
    }

    @Test
    public void everyBundleIsActive() throws Exception {
        // Pax Exam's probe may run before the boot features have all started.
        Rest.await("every bundle to be active", () -> asleep().isEmpty(), this::asleep);
    }

    private List<String> asleep() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + " is in state " + bundle.getState())
                .collect(Collectors.toList());
    }

    @Test
    public void everyFeatureOfOursIsInstalled() throws Exception {
        everyBundleIsActive();
        List<Feature> ours = ours();
        assertTrue("features found: " + ours, ours.size() > 5);
        for (Feature feature : ours) {
            assertTrue(feature.getId() + " should be installed", features.isInstalled(feature));
        }
    }

    @Test
    public void theSandboxFeatureCanBeTakenOutAndPutBack() throws Exception {
        everyBundleIsActive();
        EnumSet<FeaturesService.Option> options = EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles);
        assertTrue(hasBundle("io.carillon.publisher.sandbox"));
        Bundle sandbox = bundle("io.carillon.publisher.sandbox");
        sandbox.stop();
        assertEquals(Bundle.RESOLVED, sandbox.getState());
        sandbox.start();
        assertEquals(Bundle.ACTIVE, sandbox.getState());
        features.installFeature("carillon-publisher-sandbox", options);
        assertEquals(Bundle.ACTIVE, bundle("io.carillon.publisher.sandbox").getState());
    }

    private List<Feature> ours() throws Exception {
        return Arrays.stream(features.listFeatures())
                .filter(feature -> feature.getName().startsWith("carillon"))
                .collect(Collectors.toList());
    }

    private boolean hasBundle(String name) {
        return Arrays.stream(context.getBundles()).anyMatch(b -> name.equals(b.getSymbolicName()));
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(b -> name.equals(b.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
