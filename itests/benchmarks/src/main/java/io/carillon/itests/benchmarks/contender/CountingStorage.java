package io.carillon.itests.benchmarks.contender;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.derby.impl.io.DirStorageFactory;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;
import org.apache.derby.io.WritableStorageFactory;

/**
 * Derby's files as they are, with a count of how often Derby waited for the disk: each {@code sync}, and each write to a
 * file that is opened so that writes reach the disk before they return, as its log is.
 */
public final class CountingStorage implements WritableStorageFactory {

    /** What makes Derby use it, in a system property and in the URL. */
    public static final String PROTOCOL = "counted";

    private static final AtomicLong FLUSHES = new AtomicLong();

    private final WritableStorageFactory files = new DirStorageFactory();

    /** How often this process has waited so far. */
    public static long flushes() {
        return FLUSHES.get();
    }

    @Override
    public void init(String home, String databaseName, String temporary, String uniqueName) throws IOException {
        files.init(home, databaseName, temporary, uniqueName);
    }

    @Override
    public StorageFile newStorageFile(String path) {
        return file(files.newStorageFile(path));
    }

    @Override
    public StorageFile newStorageFile(String directory, String name) {
        return file(files.newStorageFile(directory, name));
    }

    @Override
    public StorageFile newStorageFile(StorageFile directory, String name) {
        return file(files.newStorageFile((StorageFile) bare(directory), name));
    }

    @Override
    public StorageFile createTemporaryFile(String prefix, String suffix) throws IOException {
        return file(files.createTemporaryFile(prefix, suffix));
    }

    @Override
    public StorageFile getTempDir() {
        return file(files.getTempDir());
    }

    @Override
    public void sync(OutputStream stream, boolean metaData) throws IOException {
        FLUSHES.incrementAndGet();
        files.sync(stream, metaData);
    }

    @Override
    public boolean supportsWriteSync() {
        return files.supportsWriteSync();
    }

    @Override
    public boolean supportsRandomAccess() {
        return files.supportsRandomAccess();
    }

    @Override
    public boolean isFast() {
        return files.isFast();
    }

    @Override
    public boolean isReadOnlyDatabase() {
        return files.isReadOnlyDatabase();
    }

    @Override
    public int getStorageFactoryVersion() {
        return files.getStorageFactoryVersion();
    }

    @Override
    public char getSeparator() {
        return files.getSeparator();
    }

    @Override
    public String getCanonicalName() throws IOException {
        return files.getCanonicalName();
    }

    @Override
    public void setCanonicalName(String name) {
        files.setCanonicalName(name);
    }

    @Override
    public void shutdown() {
        files.shutdown();
    }

    private static StorageFile file(StorageFile bare) {
        return bare == null ? null : counting(StorageFile.class, new Counting(bare, false));
    }

    private static <T> T counting(Class<T> type, Counting handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object bare(Object any) {
        return any != null
                        && Proxy.isProxyClass(any.getClass())
                        && Proxy.getInvocationHandler(any) instanceof Counting c
                ? c.bare()
                : any;
    }

    /** @param synced whether every write waits for the disk */
    private record Counting(Object bare, boolean synced) implements InvocationHandler {

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            Object[] bareArguments = arguments == null
                    ? null
                    : Arrays.stream(arguments).map(CountingStorage::bare).toArray();
            if (method.getName().equals("sync") || synced && method.getName().startsWith("write")) {
                FLUSHES.incrementAndGet();
            }
            try {
                return wrapped(method.invoke(bare, bareArguments), arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private Object wrapped(Object answer, Object[] arguments) {
            if (answer instanceof StorageFile found) {
                return file(found);
            }
            if (answer instanceof StorageRandomAccessFile opened) {
                boolean waits =
                        arguments == null ? synced : arguments[0].toString().matches("rw[sd]");
                return counting(StorageRandomAccessFile.class, new Counting(opened, waits));
            }
            return answer;
        }
    }
}
