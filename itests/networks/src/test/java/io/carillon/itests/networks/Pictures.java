package io.carillon.itests.networks;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures drawn for tests. */
final class Pictures {

    private Pictures() {}

    /** Of one colour, so a small file. */
    static byte[] plain(String format, int width, int height) {
        return drawn(format, width, height, new Random(0), 1);
    }

    /** Of noise, so that it cannot be packed: about three bytes a pixel as PNG. */
    static byte[] noise(String format, int width, int height) {
        return drawn(format, width, height, new Random(1), 0x1000000);
    }

    private static byte[] drawn(String format, int width, int height, Random random, int colours) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, Color.ORANGE.getRGB() ^ random.nextInt(colours));
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, file)) {
                throw new IllegalArgumentException("No picture can be written as " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    static BufferedImage read(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
