package io.carillon.persistence.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.start.StartupFailure;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.WorkspaceStore;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class PersistenceComponentTest {

    private final List<String> events = new ArrayList<>();

    @TempDir
    Path folder;

    private Path failure;
    private boolean broken;

    @BeforeEach
    void nameTheFile() {
        failure = folder.resolve("failed");
        System.setProperty(StartupFailure.PROPERTY, failure.toString());
    }

    @AfterEach
    void forgetTheFile() {
        System.clearProperty(StartupFailure.PROPERTY);
    }

    @Test
    void storesAreOfferedWhileTheDatabaseIsOpen() throws Exception {
        openAndClose(config(Map.of("data", folder.toString())));

        assertThat(events)
                .startsWith("offer " + WorkspaceStore.class.getName())
                .contains("offer " + PostStore.class.getName())
                .containsSequence(
                        "offer " + DispatchStore.class.getName(), "withdraw " + DispatchStore.class.getName());
        assertThat(named("withdraw ")).isEqualTo(reversed(named("offer ")));
        assertThat(failure).doesNotExist();
    }

    @Test
    void aDatabaseThatDoesNotOpenStopsTheServerWithASentence() throws Exception {
        Map<String, Object> values =
                Map.of("data", folder.toString(), "url", "jdbc:postgresql://127.0.0.1:1/carillon", "user", "u");

        openAndClose(config(values));

        assertThat(events).containsExactly("stop");
        assertThat(Files.readString(failure))
                .startsWith("PostgreSQL doesn't answer at jdbc:postgresql://127.0.0.1:1/carillon.");
    }

    @Test
    void aValueThatCannotBeUsedIsNamed() throws Exception {
        Map<String, Object> values = Map.of("data", folder.toString(), "poolSize", 1);

        openAndClose(config(values));

        assertThat(events).containsExactly("stop");
        assertThat(Files.readString(failure))
                .contains("io.carillon.persistence.cfg")
                .contains("poolSize is 1");
    }

    @Test
    void aBrokenInstallationStopsTheServerWithASentence() throws Exception {
        broken = true;

        openAndClose(config(Map.of("data", folder.toString())));

        assertThat(events).containsExactly("stop");
        assertThat(Files.readString(failure))
                .startsWith("The database can't be opened: ")
                .contains("a.Missing");
    }

    /** Closing waits for the opening, whatever has come of it. */
    private void openAndClose(PersistenceConfig config) throws InterruptedException {
        new PersistenceComponent(config, context(), new EngineBell()).close();
    }

    private PersistenceConfig config(Map<String, Object> values) {
        return (PersistenceConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PersistenceConfig.class}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Annotation.class) {
                        return PersistenceConfig.class;
                    }
                    return values.getOrDefault(method.getName(), method.getDefaultValue());
                });
    }

    private BundleContext context() {
        return fake(BundleContext.class, (name, arguments) -> {
            if (broken && name.equals("registerService")) {
                throw new NoClassDefFoundError("a.Missing");
            }
            if (name.equals("registerService")) {
                String type = ((Class<?>) arguments[0]).getName();
                events.add("offer " + type);
                return fake(ServiceRegistration.class, (call, none) -> events.add("withdraw " + type) ? null : null);
            }
            return fake(Bundle.class, (call, none) -> events.add(call) ? null : null);
        });
    }

    @FunctionalInterface
    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    private List<String> named(String event) {
        return events.stream()
                .filter(one -> one.startsWith(event))
                .map(one -> one.substring(event.length()))
                .toList();
    }

    private static List<String> reversed(List<String> names) {
        List<String> other = new ArrayList<>(names);
        Collections.reverse(other);
        return other;
    }
}
