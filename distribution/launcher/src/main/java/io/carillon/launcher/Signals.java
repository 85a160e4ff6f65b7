package io.carillon.launcher;

import java.lang.reflect.Proxy;

/**
 * TERM, INT and HUP ask the server to stop; without this they would end the process with 143, 130 or 129.
 *
 * <p>The JVM offers signals only through {@code sun.misc.Signal}, which the compiler warns about without a way to
 * say that it is meant: hence by reflection. Where it is missing the JVM's own handling stays.
 */
final class Signals {

    private Signals() {}

    static void onStopRequest(Runnable stop) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object stopping = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        stop.run();
                        return null;
                    });
            for (String name : new String[] {"TERM", "INT", "HUP"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), stopping);
            }
        } catch (ReflectiveOperationException e) {
            System.err.println("Signals cannot be handled here (" + e + "): a stop will not be clean.");
        }
    }
}
