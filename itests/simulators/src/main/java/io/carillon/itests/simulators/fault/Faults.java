package io.carillon.itests.simulators.fault;

import io.carillon.itests.simulators.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is to go wrong, and how often. Thread-safe. */
public final class Faults {

    private static final class Fault {
        private final String method;
        private final Pattern path;
        private final Effect effect;
        private int left;

        private Fault(String method, Pattern path, int times, Effect effect) {
            this.method = method;
            this.path = path;
            this.left = times;
            this.effect = effect;
        }

        private boolean fits(Request request) {
            return left > 0
                    && request.method().equals(method)
                    && path.matcher(request.path()).matches();
        }
    }

    private final List<Fault> faults = new ArrayList<>();

    /** Lets the next calls fail. @param path a regular expression for the whole path */
    public synchronized void next(int times, String method, String path, Effect effect) {
        faults.add(new Fault(method, Pattern.compile(path), times, effect));
    }

    /** Lets every call fail until {@link #clear}. @param path a regular expression for the whole path */
    public void always(String method, String path, Effect effect) {
        next(Integer.MAX_VALUE, method, path, effect);
    }

    public synchronized void clear() {
        faults.clear();
    }

    /** What is to go wrong with this call; counted as gone wrong. */
    public synchronized Optional<Effect> take(Request request) {
        Optional<Fault> found =
                faults.stream().filter(fault -> fault.fits(request)).findFirst();
        found.filter(fault -> fault.left < Integer.MAX_VALUE).ifPresent(fault -> fault.left--);
        return found.map(fault -> fault.effect);
    }
}
