package io.carillon.metrics.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Stream;

/** Who may read the figures without a token. */
enum Access {
    MACHINE,
    TOKEN,
    OPEN;

    /** @throws IllegalArgumentException if the configuration names nothing of this kind; it says what would be right */
    static Access of(MetricsConfig config) {
        String name = config.access().strip();
        Access access = Stream.of(values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("access in etc/" + MetricsConfig.PID
                        + ".cfg must be machine, token or open; it is '" + name + "'."));
        return access == MACHINE && !config.publicUrl().isBlank() ? TOKEN : access;
    }

    boolean isFree(HttpServletRequest request) {
        return switch (this) {
            case OPEN -> true;
            case TOKEN -> false;
            case MACHINE -> isLoopback(request.getRemoteAddr()) && !isPassedOn(request);
        };
    }

    private static boolean isLoopback(String address) {
        try {
            // An address and no name: nothing is looked up.
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** By a proxy on this machine, for somebody who may be anywhere. */
    private static boolean isPassedOn(HttpServletRequest request) {
        return Stream.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
                .anyMatch(name -> request.getHeader(name) != null);
    }
}
