package io.carillon.publisher.support.image;

/**
 * A picture as a network takes it.
 *
 * @param type MIME type
 * @param width in pixels, upright
 * @param height in pixels, upright
 */
public record FittedImage(String type, byte[] bytes, int width, int height) {}
