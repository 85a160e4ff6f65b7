package io.carillon.media.internal.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box of the ISO base media format: a type, and content that may be boxes again.
 *
 * @param content where its content begins
 * @param end behind its last byte
 */
record Box(String type, long content, long end) {

    /** More than any sane file has in one place; a hostile one could have millions. */
    private static final int MAX_BOXES = 4096;

    /** The boxes between two offsets, in order. */
    static List<Box> between(Source source, long from, long end) throws IOException, UnreadableException {
        List<Box> boxes = new ArrayList<>();
        long at = from;
        while (at + 8 <= end) {
            Box box = at(source, at, end);
            boxes.add(box);
            if (boxes.size() > MAX_BOXES) {
                throw new UnreadableException("has more parts than a film can have");
            }
            at = box.end();
        }
        return boxes;
    }

    private static Box at(Source source, long at, long limit) throws IOException, UnreadableException {
        long size = source.u32(at);
        long header = 8;
        if (size == 1) {
            size = source.u64(at + 8);
            header = 16;
        } else if (size == 0) {
            size = limit - at;
        }
        if (size < header || size > limit - at) {
            throw new UnreadableException("ends too early, or is damaged");
        }
        return new Box(source.ascii(at + 4, 4), at + header, at + size);
    }

    List<Box> children(Source source) throws IOException, UnreadableException {
        return between(source, content, end);
    }

    Optional<Box> child(Source source, String name) throws IOException, UnreadableException {
        return children(source).stream().filter(box -> box.type.equals(name)).findFirst();
    }

    long length() {
        return end - content;
    }
}
