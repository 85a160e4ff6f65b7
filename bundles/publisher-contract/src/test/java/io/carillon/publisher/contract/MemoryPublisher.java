package io.carillon.publisher.contract;

import io.carillon.api.model.Platform;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.MediaRule;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareAgain;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.contract.VisiblePosts.VisiblePost;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;

/** A publisher and its network in one, right but for one mistake. */
final class MemoryPublisher implements Publisher {

    private record Stored(String key, Instant at, VisiblePost post) {}

    private static final Logger LOG = Logger.getLogger(MemoryPublisher.class.getName());
    private static final long FAR_BEYOND_ANY_GRACE_MS = 8_000;

    private final Mistake mistake;
    private final List<Stored> posts = new ArrayList<>();
    private Optional<Fault> fault = Optional.empty();
    private final Set<String> asked = new HashSet<>();
    private int prepared;
    private int number;

    MemoryPublisher(Mistake mistake) {
        this.mistake = mistake;
    }

    void rehearse(Optional<Fault> next) {
        fault = next;
    }

    Optional<Fault> fault() {
        return fault;
    }

    synchronized boolean remove(String id) {
        return posts.removeIf(stored -> stored.post().remoteId().equals(id));
    }

    synchronized void change(String id, String text) {
        posts.replaceAll(stored -> stored.post().remoteId().equals(id)
                ? new Stored(
                        stored.key(),
                        stored.at(),
                        new VisiblePost(id, text, stored.post().media()))
                : stored);
    }

    synchronized List<VisiblePost> visible() {
        return posts.stream().map(Stored::post).toList();
    }

    @Override
    public PublisherProfile profile() {
        String inside = mistake == Mistake.ICON_WITH_SCRIPT ? "<script>alert(1)</script>" : "";
        String name = mistake == Mistake.NAME_WITH_A_BLANK ? "Memory " : "Memory";
        return PublisherProfile.builder(new Platform("memory"), name, TextRule.of(500, Counting.GRAPHEMES))
                .look("#336699", "<svg xmlns=\"http://www.w3.org/2000/svg\" fill=\"currentColor\">" + inside + "</svg>")
                .media(4, false, MediaRule.images(4, 1 << 20, "image/png"))
                .features(Feature.FIRST_COMMENT, Feature.THREAD, Feature.PERMALINK, Feature.DELETE, Feature.METRICS)
                .doubt(doubt())
                .connect(ConnectMethod.credentials(
                        new ConnectMethod.Field("name", "Name", false, true),
                        new ConnectMethod.Field("password", "Password", true, true)))
                .baseUrl(
                        "api",
                        URI.create(
                                mistake == Mistake.HARD_CODED_HOST ? "https://memory.example" : "http://127.0.0.1:9"))
                .build();
    }

    private DoubtClass doubt() {
        return mistake == Mistake.FINDS_WHATEVER_LOOKS_THE_SAME || mistake == Mistake.FINDS_NOTHING
                ? DoubtClass.READABLE
                : DoubtClass.KEYED;
    }

    @Override
    public PrepareOutcome prepare(PrepareContext context, Optional<PreparedValue> previous) {
        if (mistake == Mistake.SHOWS_WHILE_PREPARING) {
            show(context, List.of());
        }
        return mistake == Mistake.PREPARES_WITH_A_COUNTER
                ? new Ready(new PreparedValue("visit " + prepared++), Optional.empty())
                : Ready.nothing();
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue value) {
        if (mistake == Mistake.LOGS_THE_TOKEN) {
            LOG.fine("Publishing with " + context.account().grant().secrets());
        }
        return fault.map(given -> fail(given, context)).orElseGet(() -> place(context));
    }

    @Override
    public synchronized ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        asked.add(context.key().value());
        return switch (mistake) {
            case FINDS_WHATEVER_LOOKS_THE_SAME ->
                posts.stream()
                        .filter(stored ->
                                stored.post().text().equals(context.message().text()))
                        .<ReconcileOutcome>map(stored -> new ReconcileOutcome.Found(publication(stored)))
                        .findFirst()
                        .orElseGet(ReconcileOutcome.Absent::new);
            case FINDS_NOTHING -> new ReconcileOutcome.Absent();
            default -> new ReconcileOutcome.RepeatSafe();
        };
    }

    @Override
    public void discard(PublishContext context, PreparedValue value) {
        if (mistake == Mistake.SHOWS_WHAT_IT_DISCARDS) {
            show(context, List.of());
        }
    }

    private PublishOutcome fail(Fault given, PublishContext context) {
        String why = mistake == Mistake.TELLS_THE_TOKEN
                ? "Refused: " + context.account().grant().secrets()
                : "Rehearsed.";
        return switch (given) {
            case THROTTLED -> new Throttled(Instant.now().plusSeconds(5), why);
            case UNAVAILABLE -> new Unavailable(why);
            case REJECTED -> Rejected.of("refused", why);
            case REVOKED -> new ReauthorisationNeeded(why);
            case LOST_ANSWER -> {
                place(context);
                yield mistake == Mistake.TAKES_LOST_FOR_UNAVAILABLE ? new Unavailable(why) : new Indeterminate(why);
            }
            case HANGING -> {
                hang(context);
                yield new Indeterminate(why);
            }
            case FORGOTTEN ->
                mistake == Mistake.SENDS_WHAT_IS_FORGOTTEN_AGAIN_AND_AGAIN
                        ? new Unavailable(why)
                        : new PrepareAgain(why);
        };
    }

    private void hang(PublishContext context) {
        try {
            Thread.sleep(
                    mistake == Mistake.IGNORES_THE_DEADLINE
                            ? FAR_BEYOND_ANY_GRACE_MS
                            : Math.max(
                                    0,
                                    context.deadline().toEpochMilli()
                                            - Instant.now().toEpochMilli()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PublishOutcome place(PublishContext context) {
        if (mistake == Mistake.CLAIMS_WHAT_IT_WAS_ASKED_ABOUT
                && asked.contains(context.key().value())) {
            return new Published(new Publication("m-claimed", Optional.empty(), Instant.now()));
        }
        List<byte[]> media = new ArrayList<>();
        for (Attachment attachment : context.message().attachments()) {
            try (InputStream in = attachment.open()) {
                media.add(in.readAllBytes());
            } catch (IOException e) {
                return new Unavailable("A picture could not be read.");
            }
        }
        return new Published(show(context, mistake == Mistake.FORGETS_THE_PICTURES ? List.of() : media));
    }

    private synchronized Publication show(PublishContext context, List<byte[]> media) {
        String key = context.key().value();
        Optional<Stored> known = posts.stream()
                .filter(stored -> stored.key().equals(key) && mistake != Mistake.FORGETS_ITS_KEYS)
                .findFirst();
        return publication(known.orElseGet(() -> {
            String text = mistake == Mistake.CHANGES_THE_TEXT
                    ? Normalizer.normalize(context.message().text(), Normalizer.Form.NFD)
                    : context.message().text();
            Stored stored = new Stored(key, Instant.now(), new VisiblePost("m" + number++, text, media));
            posts.add(stored);
            return stored;
        }));
    }

    private static Publication publication(Stored stored) {
        return new Publication(stored.post().remoteId(), Optional.empty(), stored.at());
    }
}
