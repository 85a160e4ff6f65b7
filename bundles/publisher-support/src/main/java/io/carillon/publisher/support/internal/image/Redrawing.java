package io.carillon.publisher.support.internal.image;

import io.carillon.publisher.support.image.FittedImage;
import io.carillon.publisher.support.image.ImageLimits;
import io.carillon.publisher.support.image.UnfitImageException;
import io.carillon.publisher.support.internal.image.Parsed.Coding;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws a picture anew, upright and as a JPEG: first of less quality, then smaller, until it fits. */
public final class Redrawing {

    /** More than any camera; beyond it a small file is a bomb. */
    private static final long MOST_PIXELS = 200_000_000;
    /** Up to six bytes of memory each, outside of Java's heap, whatever is wanted of them. */
    private static final long MOST_PROGRESSIVE_PIXELS = 32_000_000;
    /** No JPEG tells more by a byte, not even one of a single colour. */
    private static final long JPEG_PIXELS_PER_BYTE = 600;
    /** The same for what is packed as PNG and GIF are. */
    private static final long PACKED_PIXELS_PER_BYTE = 10_000;
    /** What is decoded at once: about 100 MB of memory. Larger pictures are decoded in steps of two pixels or more. */
    private static final long DECODED_PIXELS = 25_000_000;

    private static final float[] QUALITIES = {0.92f, 0.86f, 0.80f, 0.72f};
    private static final double SMALLER = 0.8;

    private Redrawing() {}

    /** @throws UnfitImageException if it cannot be decoded here */
    public static FittedImage of(Parsed picture, byte[] bytes, ImageLimits limits) throws UnfitImageException {
        requireDrawable(picture, limits);
        BufferedImage drawn = upright(decode(picture.type(), bytes), picture.orientation(), limits.maxSide());
        while (true) {
            for (float quality : QUALITIES) {
                byte[] jpeg = encode(drawn, quality);
                if (jpeg.length <= limits.maxBytes()) {
                    return new FittedImage("image/jpeg", jpeg, drawn.getWidth(), drawn.getHeight());
                }
            }
            // A limit is at least 10,000 bytes, which a thumbnail keeps whatever it shows.
            drawn = scaled(drawn, SMALLER);
        }
    }

    /** What cannot be drawn, or would take more memory or time than it is worth, is refused before it is decoded. */
    private static void requireDrawable(Parsed picture, ImageLimits limits) throws UnfitImageException {
        if (picture.type().equals("image/webp")) {
            throw new UnfitImageException("This WebP picture cannot be made to fit here (" + limits.maxBytes()
                    + " bytes and " + limits.maxSide() + " pixels, upright); save it as JPEG or PNG.");
        }
        String size = "The picture of " + picture.width() + " by " + picture.height() + " pixels ";
        if (picture.pixels() > MOST_PIXELS) {
            throw new UnfitImageException(size + "is too large to be made smaller here; scale it down.");
        }
        boolean jpeg = picture.type().equals("image/jpeg");
        if (picture.pixels() / (jpeg ? JPEG_PIXELS_PER_BYTE : PACKED_PIXELS_PER_BYTE) > picture.clean().length) {
            throw new UnfitImageException(size + "is cut off: its file is too small to hold so many; upload it again.");
        }
        if (picture.coding() == Coding.PROGRESSIVE && picture.pixels() > MOST_PROGRESSIVE_PIXELS) {
            throw new UnfitImageException(
                    size
                            + "is too large to be made smaller here, being progressive; save it without that, or scale it down.");
        }
        if (picture.coding() == Coding.INKS) {
            throw new UnfitImageException(
                    "The picture is in printing colours (CMYK) and cannot be made to fit here; save it"
                            + " as an RGB JPEG or as PNG.");
        }
    }

    private static BufferedImage decode(String type, byte[] bytes) throws UnfitImageException {
        ImageReader reader = ImageIO.getImageReadersByMIMEType(type).next();
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            // No metadata: compressed texts in it can be bombs of their own.
            reader.setInput(input, true, true);
            ImageReadParam param = reader.getDefaultReadParam();
            int step = step((long) reader.getWidth(0) * reader.getHeight(0));
            param.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, param);
        } catch (IOException | RuntimeException e) {
            // Damaged pictures make the runtime's decoders throw anything from EOF to array bounds.
            throw new UnfitImageException("The picture cannot be decoded; save it anew as an RGB JPEG or as PNG.");
        } finally {
            reader.dispose();
        }
    }

    private static int step(long pixels) {
        int step = 1;
        while (pixels / step / step > DECODED_PIXELS) {
            step++;
        }
        return step;
    }

    /** Turned as EXIF says, on white where it is transparent, and within the longest side. */
    private static BufferedImage upright(BufferedImage decoded, int orientation, int maxSide) {
        double scale = Math.min(1.0, (double) maxSide / Math.max(decoded.getWidth(), decoded.getHeight()));
        BufferedImage small = scaled(decoded, scale);
        if (orientation == Parsed.UPRIGHT) {
            return small;
        }
        int width = small.getWidth();
        int height = small.getHeight();
        boolean turned = orientation > 4;
        BufferedImage result = canvas(turned ? height : width, turned ? width : height);
        Graphics2D graphics = result.createGraphics();
        graphics.drawImage(small, turn(orientation, width, height), null);
        graphics.dispose();
        return result;
    }

    /** What brings a picture of this orientation upright. */
    private static AffineTransform turn(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            default -> new AffineTransform(0, -1, 1, 0, 0, width);
        };
    }

    /** By halves as long as that is possible, so that every pixel counts and fine lines stay. */
    private static BufferedImage scaled(BufferedImage image, double scale) {
        int width = side(image.getWidth(), scale);
        int height = side(image.getHeight(), scale);
        BufferedImage current = image;
        while (current.getWidth() / 2 >= width && current.getHeight() / 2 >= height && scale < 1) {
            current = drawn(
                    current,
                    current.getWidth() / 2,
                    current.getHeight() / 2,
                    RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        }
        boolean done = current.getWidth() == width
                && current.getHeight() == height
                && current.getType() == BufferedImage.TYPE_INT_RGB;
        return done ? current : drawn(current, width, height, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    }

    private static int side(int pixels, double scale) {
        return Math.max(1, (int) Math.round(pixels * scale));
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height, Object interpolation) {
        BufferedImage result = canvas(width, height);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
        // White behind whatever is transparent: a JPEG would make it black.
        graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
        graphics.dispose();
        return result;
    }

    private static BufferedImage canvas(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    private static byte[] encode(BufferedImage image, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory cannot fail", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
