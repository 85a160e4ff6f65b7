package io.carillon.persistence.internal.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.persistence.internal.Stores;
import java.io.File;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an updated bundle needs: that its old classes, with Derby and Flyway among them, can go. */
class ClassUnloadingTest {

    private static final int TRIES = 100;

    @TempDir
    Path folder;

    @Test
    void aClosedDatabaseLeavesNeitherThreadsNorClasses() throws Exception {
        Set<String> before = threads();
        Set<String> properties = System.getProperties().stringPropertyNames();
        ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
        WeakReference<ClassLoader> loader = openAndClose(gone);

        for (int i = 0; i < TRIES && loader.get() != null; i++) {
            System.gc();
            gone.remove(100);
        }

        assertThat(loader.get()).isNull();
        assertThat(threads()).isSubsetOf(before);
        assertThat(System.getProperties().stringPropertyNames()).isEqualTo(properties);
    }

    private WeakReference<ClassLoader> openAndClose(ReferenceQueue<ClassLoader> gone) throws Exception {
        try (BundleLoader loader = new BundleLoader()) {
            Class<?> settings = loader.loadClass(DatabaseSettings.class.getName());
            Class<?> stores = loader.loadClass(Stores.class.getName());
            Object where = settings.getMethod("inFolder", Path.class).invoke(null, folder);
            Object open = stores.getMethod("open", settings, Clock.class).invoke(null, where, Clock.systemUTC());
            stores.getMethod("close").invoke(open);
            loader.loadClass(DerbyEngine.class.getName()).getMethod("stop").invoke(null);
            return new WeakReference<>(loader, gone);
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    /** Has what is inside the bundle itself, and the rest from outside, as in a container. */
    private static final class BundleLoader extends URLClassLoader {

        private static final List<String> INSIDE =
                List.of("io.carillon.persistence.", "org.apache.derby.", "org.flywaydb.");

        BundleLoader() throws IOException {
            super(classPath(), BundleLoader.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (INSIDE.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        private static URL[] classPath() throws IOException {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }
    }
}
