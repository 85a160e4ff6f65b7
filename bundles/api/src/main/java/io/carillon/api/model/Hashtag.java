package io.carillon.api.model;

/**
 * A hashtag as people write it.
 *
 * @param tag with its leading {@code #}, without white space, at most 140 characters
 */
public record Hashtag(String tag) {

    private static final int MAX_LENGTH = 140;

    /**
     * Adds a missing {@code #}.
     *
     * @throws IllegalArgumentException if nothing is left after the {@code #}, it holds white space or a second
     *     {@code #}, or it is too long
     */
    public Hashtag {
        String text = tag == null ? "" : tag.strip();
        String name = text.startsWith("#") ? text.substring(1) : text;
        if (name.isEmpty() || name.length() > MAX_LENGTH || name.chars().anyMatch(Hashtag::isForbidden)) {
            throw new IllegalArgumentException(
                    "A hashtag is 1 to 140 characters without white space or a second '#'; it was '" + tag + "'");
        }
        tag = "#" + name;
    }

    private static boolean isForbidden(int character) {
        return character == '#' || Character.isWhitespace(character) || Character.isISOControl(character);
    }

    @Override
    public String toString() {
        return tag;
    }
}
