package io.carillon.media.internal.thumbnail;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws a picture small: decoded in coarse steps, so that memory follows the thumbnail and not the picture. */
final class Drawing {

    static final int LONGEST_SIDE = 400;

    private static final Logger LOG = LoggerFactory.getLogger(Drawing.class);
    private static final float QUALITY = 0.82f;

    private Drawing() {}

    /**
     * Draws a picture as a JPEG.
     *
     * @param orientation by EXIF, 1 to 8
     * @return empty if it cannot be decoded
     */
    static Optional<byte[]> of(Path source, String type, int orientation) throws IOException {
        BufferedImage coarse;
        try {
            coarse = decode(source, type);
        } catch (IOException | RuntimeException e) {
            // Damaged pictures make the runtime's decoders throw anything from EOF to array bounds.
            LOG.debug("No thumbnail of {}", source, e);
            return Optional.empty();
        }
        return Optional.of(encode(fit(coarse, orientation)));
    }

    private static BufferedImage decode(Path source, String type) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByMIMEType(type).next();
        try (FileImageInputStream input = new FileImageInputStream(source.toFile())) {
            // No metadata: compressed texts and profiles in it can be bombs of their own.
            reader.setInput(input, true, true);
            int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
            int step = Math.max(1, longest / (2 * LONGEST_SIDE));
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, param);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage fit(BufferedImage coarse, int orientation) {
        double scale = Math.min(1.0, (double) LONGEST_SIDE / Math.max(coarse.getWidth(), coarse.getHeight()));
        int width = Math.max(1, (int) Math.round(coarse.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(coarse.getHeight() * scale));
        boolean turned = orientation > 4;
        BufferedImage small =
                new BufferedImage(turned ? height : width, turned ? width : height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = small.createGraphics();
        // Behind whatever is transparent; JPEG would make it black.
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, small.getWidth(), small.getHeight());
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.transform(upright(orientation, width, height));
        canvas.drawImage(coarse, 0, 0, width, height, null);
        canvas.dispose();
        return small;
    }

    /** What brings a picture of this orientation upright. */
    private static AffineTransform upright(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    private static byte[] encode(BufferedImage small) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(output);
            writer.write(null, new IIOImage(small, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
