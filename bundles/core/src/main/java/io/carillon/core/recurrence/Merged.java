package io.carillon.core.recurrence;

import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Two ordered lists as one, in which nothing comes twice. */
final class Merged implements Iterator<LocalDateTime> {

    private final Iterator<LocalDateTime> one;
    private final Iterator<LocalDateTime> other;
    private LocalDateTime nextOfOne;
    private LocalDateTime nextOfOther;

    Merged(Iterator<LocalDateTime> one, Iterator<LocalDateTime> other) {
        this.one = one;
        this.other = other;
        nextOfOne = after(one);
        nextOfOther = after(other);
    }

    private static LocalDateTime after(Iterator<LocalDateTime> list) {
        return list.hasNext() ? list.next() : null;
    }

    @Override
    public boolean hasNext() {
        return nextOfOne != null || nextOfOther != null;
    }

    @Override
    public LocalDateTime next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        LocalDateTime least =
                nextOfOther == null || nextOfOne != null && !nextOfOne.isAfter(nextOfOther) ? nextOfOne : nextOfOther;
        if (least.equals(nextOfOne)) {
            nextOfOne = after(one);
        }
        if (least.equals(nextOfOther)) {
            nextOfOther = after(other);
        }
        return least;
    }
}
