package io.carillon.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.MediaFile;
import io.carillon.api.service.NotFoundException;
import io.carillon.media.internal.inspect.Samples;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryThumbnailTest extends LibraryDesk {

    @ParameterizedTest
    @CsvSource({"1,400,200,left", "3,400,200,right", "6,200,400,top", "8,200,400,bottom"})
    void thumbnailIsSmallAndUpright(int orientation, int width, int height, String red) throws IOException {
        Library library = library();
        MediaFile file =
                library.add(WORKSPACE, "a.jpg", new ByteArrayInputStream(Samples.jpeg(1000, 500, orientation, true)));

        BufferedImage small = ImageIO.read(library.thumbnail(file).toFile());

        assertThat(small.getWidth()).isEqualTo(width);
        assertThat(small.getHeight()).isEqualTo(height);
        int x = red.equals("left") ? 20 : red.equals("right") ? width - 20 : width / 2;
        int y = red.equals("top") ? 20 : red.equals("bottom") ? height - 20 : height / 2;
        Color there = new Color(small.getRGB(x, y));
        assertThat(there.getRed()).isGreaterThan(200);
        assertThat(there.getBlue()).isLessThan(60);
    }

    @Test
    void thumbnailIsMadeOnce() throws IOException {
        Library library = library();
        MediaFile file = library.add(WORKSPACE, "a.png", png());
        Path first = library.thumbnail(file);
        Files.writeString(first, "marker");
        assertThat(library.thumbnail(file)).hasContent("marker");
    }

    @Test
    void whatCannotBeDrawnHasNoThumbnail() throws IOException {
        Library library = library();
        MediaFile broken = library.add(WORKSPACE, "a.png", new ByteArrayInputStream(Samples.pngClaiming(500, 500)));
        MediaFile film =
                library.add(WORKSPACE, "a.mp4", new ByteArrayInputStream(Samples.film("isom", 640, 480, 1000, false)));
        for (MediaFile file : List.of(broken, film)) {
            assertThatThrownBy(() -> library.thumbnail(file))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("no thumbnail");
        }
        assertThat(leftovers()).isEmpty();
    }
}
