package io.carillon.publisher.support.internal.image;

/**
 * What a picture file says of itself.
 *
 * @param width as it is stored, before it is turned
 * @param orientation by EXIF, 1 to 8
 * @param clean the file without what a camera wrote into it
 */
public record Parsed(String type, int width, int height, int orientation, byte[] clean) {

    public static final int UPRIGHT = 1;
}
