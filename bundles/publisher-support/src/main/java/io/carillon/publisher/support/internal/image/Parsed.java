package io.carillon.publisher.support.internal.image;

/**
 * What a picture file says of itself.
 *
 * @param width as it is stored, before it is turned
 * @param orientation by EXIF, 1 to 8
 * @param clean the file without what a camera wrote into it
 */
public record Parsed(String type, int width, int height, int orientation, Coding coding, byte[] clean) {

    public static final int UPRIGHT = 1;

    /** How the picture data is written, as far as that matters to whoever decodes it. */
    public enum Coding {
        /** Line after line: as many lines at a time as are wanted. */
        PLAIN,
        /** Coarse first: all of it is unfolded before there is a pixel. */
        PROGRESSIVE,
        /** In printing inks, of which nobody says here how they look. */
        INKS
    }

    /** @throws IllegalArgumentException if it has no size, or one that nobody can mean */
    public Parsed {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("It cannot be " + width + " by " + height + " pixels");
        }
    }

    Parsed(String type, int width, int height, int orientation, byte[] clean) {
        this(type, width, height, orientation, Coding.PLAIN, clean);
    }

    long pixels() {
        return (long) width * height;
    }
}
