package io.carillon.publisher.support.image;

import io.carillon.publisher.support.internal.image.Parsed;
import io.carillon.publisher.support.internal.image.PictureFile;
import io.carillon.publisher.support.internal.image.Redrawing;
import io.carillon.publisher.support.internal.image.SetAside;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/**
 * Brings pictures to what a network takes. One that fits keeps its bytes, less what a camera wrote into it: where and
 * when it was taken, with what, and by whom. One that is too large, turned, or of another type is drawn anew as a JPEG.
 * The same bytes always give the same picture. Thread-safe.
 */
public final class ImageFitter {

    /** What is read at most: more would be no picture of a camera. */
    static final int MAX_READ = 64 << 20;

    /**
     * A large picture unfolds to a good part of a small server's memory, so they take turns, with all their bytes there: whose
     * bytes are still on their way waits for them alone. So memory is bounded by the one whose turn it is, and a buffer for each
     * of the others, whose bytes wait on the disk.
     */
    private static final Semaphore TURN = new Semaphore(1);

    private ImageFitter() {}

    /**
     * Fits a picture.
     *
     * @param in the file from its start; read to its end, not closed
     * @throws UnfitImageException if it is no picture, or cannot be fitted; says why
     * @throws IOException if it cannot be read
     */
    public static FittedImage fit(InputStream in, ImageLimits limits) throws IOException, UnfitImageException {
        try (SetAside file = SetAside.of(in, MAX_READ)) {
            if (file.length() > MAX_READ) {
                throw new UnfitImageException(
                        "The picture has more than " + (MAX_READ >> 20) + " MiB; make it smaller.");
            }
            return inTurn(file, limits);
        }
    }

    private static FittedImage inTurn(SetAside file, ImageLimits limits) throws IOException, UnfitImageException {
        try {
            TURN.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Gave up waiting for other pictures");
        }
        try {
            byte[] bytes = file.bytes();
            return fit(PictureFile.parse(bytes), bytes, limits);
        } finally {
            TURN.release();
        }
    }

    private static FittedImage fit(Parsed picture, byte[] bytes, ImageLimits limits) throws UnfitImageException {
        boolean fits = limits.types().contains(picture.type())
                && picture.clean().length <= limits.maxBytes()
                && Math.max(picture.width(), picture.height()) <= limits.maxSide()
                && picture.orientation() == Parsed.UPRIGHT;
        return fits
                ? new FittedImage(picture.type(), picture.clean(), picture.width(), picture.height())
                : Redrawing.of(picture, bytes, limits);
    }
}
