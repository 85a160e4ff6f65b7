package io.carillon.media.internal;

import io.carillon.api.model.MediaId;

/** Names of uploads, fit to be shown. They are never used on the disk. */
final class FileNames {

    private static final int MAX_LENGTH = 255;

    private FileNames() {}

    /** The last part of a path of any system, without control characters; the id where nothing is left. */
    static String clean(String name, MediaId id) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder clean = new StringBuilder();
        last.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .takeWhile(c -> clean.length() + Character.charCount(c) <= MAX_LENGTH)
                .forEach(clean::appendCodePoint);
        String shown = clean.toString().strip();
        return shown.isEmpty() ? id.value() : shown;
    }
}
