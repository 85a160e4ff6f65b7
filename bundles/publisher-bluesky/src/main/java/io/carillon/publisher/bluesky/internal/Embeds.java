package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Unavailable;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.Outcomes;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.StoppedException;
import io.carillon.publisher.support.http.UnexpectedAnswerException;
import io.carillon.publisher.support.image.FittedImage;
import io.carillon.publisher.support.image.ImageFitter;
import io.carillon.publisher.support.image.ImageLimits;
import io.carillon.publisher.support.image.UnfitImageException;
import io.carillon.publisher.support.link.LinkPreview;
import io.carillon.publisher.support.link.LinkReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What hangs on a post: its film, or its pictures, or else the card of its link. Uploading shows nothing, and the same bytes uploaded
 * twice are one picture.
 */
final class Embeds {

    /** Bluesky's own application makes pictures no larger. */
    private static final int MAX_SIDE = 2_000;

    private static final int MAX_CARD_SIDE = 1_200;
    private static final Duration PAGE_PATIENCE = Duration.ofSeconds(8);

    private final Xrpc xrpc;
    private final Outcomes outcomes;
    private final LinkReader links;
    private final Clock clock;
    private final ImageLimits pictureLimits;
    private final ImageLimits cardLimits;

    Embeds(Xrpc xrpc, Outcomes outcomes, LinkReader links, Clock clock, int maxImageBytes) {
        this.xrpc = xrpc;
        this.outcomes = outcomes;
        this.links = links;
        this.clock = clock;
        pictureLimits = new ImageLimits(BlueskyProfile.IMAGE_TYPES, maxImageBytes, MAX_SIDE);
        cardLimits = new ImageLimits(
                BlueskyProfile.IMAGE_TYPES, Math.min(maxImageBytes, BlueskyProfile.MAX_CARD_BYTES), MAX_CARD_SIDE);
    }

    /**
     * Uploads what a post shows.
     *
     * @param uploaded the film, or the pictures that were uploaded before
     * @param progress is told all pictures so far after each upload
     */
    Optional<ObjectNode> of(
            Session session,
            PublishContext context,
            List<Attachment> attachments,
            Optional<URI> link,
            ArrayNode uploaded,
            Consumer<ArrayNode> progress)
            throws StoppedException {
        if (attachments.stream().anyMatch(Films::isFilm)) {
            return Optional.of((ObjectNode) uploaded.get(0));
        }
        if (!attachments.isEmpty()) {
            ArrayNode pictures = uploaded.deepCopy();
            for (int i = pictures.size(); i < attachments.size(); i++) {
                pictures.add(picture(session, context, attachments.get(i), i + 1));
                progress.accept(pictures);
            }
            return Optional.of(Records.pictures(pictures));
        }
        return link.map(address -> card(session, address, context.deadline()));
    }

    private ObjectNode picture(Session session, PublishContext context, Attachment attachment, int number)
            throws StoppedException {
        FittedImage fitted;
        try (InputStream in = attachment.open()) {
            fitted = ImageFitter.fit(in, pictureLimits);
        } catch (UnfitImageException e) {
            throw new StoppedException(Rejected.of("unfit-picture", "Picture " + number + ": " + e.getMessage()));
        } catch (IOException e) {
            throw new StoppedException(new Unavailable("Picture " + number + " could not be read: " + e.getMessage()));
        }
        Answer answer = xrpc.upload(session, fitted.type(), fitted.bytes(), context.deadline());
        JsonNode blob = outcomes.step(answer, Embeds::blob);
        return Records.picture(blob, attachment.ref().altText(), fitted.width(), fitted.height());
    }

    /** A page that cannot be read gets a card with its address, and one whose picture cannot be shown none of that. */
    private ObjectNode card(Session session, URI address, Instant deadline) {
        Instant patience = clock.instant().plus(PAGE_PATIENCE);
        Instant end = patience.isBefore(deadline) ? patience : deadline;
        LinkPreview preview = links.preview(address, end).orElseGet(() -> LinkPreview.ofAddress(address));
        Optional<JsonNode> thumb = preview.image()
                .flatMap(image -> links.image(image, end))
                .flatMap(this::fitted)
                .map(image -> xrpc.upload(session, image.type(), image.bytes(), deadline))
                .flatMap(Embeds::blobIfThere);
        return Records.card(address, preview.title(), preview.description(), thumb);
    }

    private Optional<FittedImage> fitted(byte[] image) {
        try {
            return Optional.of(ImageFitter.fit(new ByteArrayInputStream(image), cardLimits));
        } catch (UnfitImageException | IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> blobIfThere(Answer answer) {
        try {
            return answer instanceof Reply reply && reply.isSuccess() ? Optional.of(blob(reply)) : Optional.empty();
        } catch (UnexpectedAnswerException e) {
            return Optional.empty();
        }
    }

    static JsonNode blob(Reply reply) {
        reply.text("/blob/ref/$link");
        return reply.json().get("blob");
    }
}
