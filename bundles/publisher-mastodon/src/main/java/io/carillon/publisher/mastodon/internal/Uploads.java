package io.carillon.publisher.mastodon.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Unavailable;
import io.carillon.publisher.mastodon.internal.Draft.UploadedFile;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.MultipartForm;
import io.carillon.publisher.support.http.Outcomes;
import io.carillon.publisher.support.http.StoppedException;
import io.carillon.publisher.support.image.FittedImage;
import io.carillon.publisher.support.image.ImageFitter;
import io.carillon.publisher.support.image.ImageLimits;
import io.carillon.publisher.support.image.UnfitImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Brings files to a server, where nobody sees them until they hang in a status. */
final class Uploads {

    /** Pictures that we can fit. Others, films and sounds go as they are: a GIF may move. */
    private static final Set<String> FITTED = Set.of("image/jpeg", "image/png", "image/webp");

    private final MastodonApi api;
    private final Outcomes outcomes;

    Uploads(MastodonApi api, Outcomes outcomes) {
        this.api = api;
        this.outcomes = outcomes;
    }

    /** @param number for people, from 1 */
    UploadedFile upload(Home home, Limits limits, Attachment attachment, int number, Instant deadline)
            throws StoppedException {
        MultipartForm.Builder form = MultipartForm.builder();
        String description = attachment.ref().altText();
        if (!description.isBlank()) {
            form.field("description", description);
        }
        Optional<String> type = attachment.file().map(file -> file.type());
        if (type.isEmpty() || FITTED.contains(type.get())) {
            FittedImage picture = fitted(attachment, number, limits);
            form.file(
                    "file",
                    "picture-" + number,
                    picture.type(),
                    picture.bytes().length,
                    () -> new ByteArrayInputStream(picture.bytes()));
        } else {
            form.file(
                    "file",
                    "file-" + number,
                    type.get(),
                    attachment.file().get().bytes(),
                    attachment::open);
        }
        return outcomes.step(
                api.upload(home, form.build(), deadline),
                reply -> new UploadedFile(reply.text("/id"), reply.status() == 200 && isReady(reply.json())));
    }

    /** Whether the server is done with a file that was not ready. */
    boolean isReady(Home home, UploadedFile file, Instant deadline) throws StoppedException {
        return outcomes.step(media(home, file.id(), deadline), reply -> reply.status() == 200 && isReady(reply.json()));
    }

    /**
     * Whether the server still has a file for us that hangs in no status.
     *
     * @throws StoppedException if it does not say so, or is not done with the file
     */
    boolean isKept(Home home, String id, Instant deadline) throws StoppedException {
        Answer answer = media(home, id, deadline);
        if (MastodonApi.isGone(answer)) {
            return false;
        }
        if (outcomes.step(answer, reply -> reply.status() == 206)) {
            throw new StoppedException(new Unavailable("The server is still converting a file of this post."));
        }
        return true;
    }

    private Answer media(Home home, String id, Instant deadline) {
        return api.get(home, "/api/v1/media/" + MastodonApi.encoded(id), deadline);
    }

    private static boolean isReady(JsonNode media) {
        return media.hasNonNull("url");
    }

    private static FittedImage fitted(Attachment attachment, int number, Limits limits) throws StoppedException {
        Set<String> types = new HashSet<>(FITTED);
        types.retainAll(limits.types());
        types.add("image/jpeg");
        ImageLimits fit =
                new ImageLimits(types, (int) Math.max(10_000, Math.min(Integer.MAX_VALUE, limits.imageBytes())), (int)
                        Math.max(100, Math.min(65_535, Math.floor(Math.sqrt(limits.imagePixels())))));
        try (InputStream in = attachment.open()) {
            return ImageFitter.fit(in, fit);
        } catch (UnfitImageException e) {
            throw new StoppedException(Rejected.of("unfit-picture", "Picture " + number + ": " + e.getMessage()));
        } catch (IOException e) {
            throw new StoppedException(new Unavailable("Picture " + number + " could not be read: " + e.getMessage()));
        }
    }
}
