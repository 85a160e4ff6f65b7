package io.carillon.launcher;

import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param etc configuration files
 * @param karafData Karaf's working state, which may be thrown away at any time
 * @param data Carillon's own data: database, media, keys, journal; never touched by Karaf
 */
record Installation(Path etc, Path karafData, Path data) {

    static Installation ofSystemProperties() {
        return new Installation(path("karaf.etc"), path("karaf.data"), path("carillon.data"));
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property)).toAbsolutePath().normalize();
    }

    /** Holds the address once the server answers there. */
    Path readyFile() {
        return karafData.resolve("carillon.ready");
    }

    /** The process id, while the process lives; what is left there without a process tells of a crash. */
    Path pidFile() {
        return karafData.resolve("carillon.pid");
    }

    Path logFile() {
        return karafData.resolve("log").resolve("carillon.log");
    }

    /** Whoever finds that the server can't start writes the reason here. */
    Path failureFile() {
        return karafData.resolve("carillon.failed");
    }
}
