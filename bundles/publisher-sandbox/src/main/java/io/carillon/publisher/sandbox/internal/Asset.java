package io.carillon.publisher.sandbox.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A file of the bundle that browsers load. */
enum Asset {
    STYLE("wall.css", "text/css;charset=utf-8"),
    SCRIPT("wall.js", "text/javascript;charset=utf-8"),
    ICON("icon.svg", "image/svg+xml");

    private final String file;
    private final String type;
    private final byte[] bytes;

    Asset(String file, String type) {
        this.file = file;
        this.type = type;
        this.bytes = read(file);
    }

    static Optional<Asset> named(String file) {
        return Arrays.stream(values()).filter(asset -> asset.file.equals(file)).findFirst();
    }

    String type() {
        return type;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] read(String file) {
        try (InputStream in = Asset.class.getResourceAsStream("/sandbox/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The bundle was built without sandbox/" + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
