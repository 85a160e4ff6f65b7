package io.carillon.media.internal.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Size of AVIF and HEIC pictures: the properties of the primary item (ISO/IEC 23008-12). */
final class StillItem {

    private static final int FULL_BOX = 4;

    private StillItem() {}

    static Facts read(Source source) throws IOException, UnreadableException {
        Box meta = find(Box.between(source, 0, source.length()), "meta");
        List<Box> parts = Box.between(source, meta.content() + FULL_BOX, meta.end());
        Box properties = find(parts, "iprp");
        List<Box> all = find(properties.children(source), "ipco").children(source);
        long primary = primaryItem(source, find(parts, "pitm"));
        Facts facts = Facts.NONE;
        boolean turned = false;
        for (int index : propertiesOf(source, find(properties.children(source), "ipma"), primary)) {
            if (index < 1 || index > all.size()) {
                continue;
            }
            Box property = all.get(index - 1);
            if (property.type().equals("ispe")) {
                facts = Pictures.size(source.u32(property.content() + 4), source.u32(property.content() + 8));
            } else if (property.type().equals("irot")) {
                turned = (source.u8(property.content()) & 1) == 1;
            }
        }
        if (facts.pixels() == 0) {
            throw new UnreadableException("does not tell its size");
        }
        return Facts.ofSize(facts.width().orElseThrow(), facts.height().orElseThrow(), turned);
    }

    private static Box find(List<Box> boxes, String type) throws UnreadableException {
        return boxes.stream()
                .filter(box -> box.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new UnreadableException("lacks its '" + type + "' part"));
    }

    private static long primaryItem(Source source, Box box) throws IOException, UnreadableException {
        long at = box.content();
        return source.u8(at) == 0 ? source.u16(at + FULL_BOX) : source.u32(at + FULL_BOX);
    }

    /** Which properties belong to an item, counted from 1. */
    private static List<Integer> propertiesOf(Source source, Box box, long item)
            throws IOException, UnreadableException {
        long at = box.content();
        boolean wideItems = source.u8(at) >= 1;
        boolean wideIndexes = (source.u8(at + 3) & 1) == 1;
        long entries = source.u32(at + FULL_BOX);
        at += FULL_BOX + 4;
        for (long i = 0; i < entries && at < box.end(); i++) {
            long id = wideItems ? source.u32(at) : source.u16(at);
            at += wideItems ? 4 : 2;
            int count = source.u8(at++);
            List<Integer> indexes = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                // The highest bit says whether a reader must understand the property.
                indexes.add(wideIndexes ? source.u16(at) & 0x7FFF : source.u8(at) & 0x7F);
                at += wideIndexes ? 2 : 1;
            }
            if (id == item) {
                return indexes;
            }
        }
        return List.of();
    }
}
