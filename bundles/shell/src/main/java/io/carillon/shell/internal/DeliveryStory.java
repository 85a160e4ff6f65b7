package io.carillon.shell.internal;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What became of a delivery, line by line, as it happened. */
final class DeliveryStory {

    private final Function<UserId, String> names;

    private static final int DETAIL = 400;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private record Line(Instant at, String text) {}

    /** @param names what people are called */
    DeliveryStory(Function<UserId, String> names) {
        this.names = names;
    }

    void print(StoredPost post, Delivery delivery, List<Attempt> attempts, PrintStream out) {
        out.println(
                (delivery.step().isPresent() ? "Step " : "Delivery ") + delivery.id() + " of post " + delivery.post()
                        + " for " + delivery.account() + " on " + delivery.platform() + ": "
                        + delivery.state().shown());
        lines(post, delivery, attempts).forEach(line -> out.println("  " + line.at() + "  " + line.text()));
        now(delivery).ifPresent(text -> out.println("  now: " + text));
    }

    private List<Line> lines(StoredPost post, Delivery delivery, List<Attempt> attempts) {
        List<Line> lines = new ArrayList<>();
        if (delivery.step().isEmpty()) {
            lines.add(new Line(post.createdAt(), "planned"));
            if (post.revision() > 1) {
                lines.add(new Line(post.updatedAt(), "edited, revision " + post.revision()));
            }
        }
        lines.add(new Line(delivery.due(), "due"));
        attempts.forEach(attempt -> tell(attempt, delivery, lines));
        // Of one instant, in the order in which they were told.
        lines.sort(Comparator.comparing(Line::at));
        return lines;
    }

    private void tell(Attempt attempt, Delivery delivery, List<Line> lines) {
        String number = "attempt " + attempt.number() + ": ";
        String result = attempt.result().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " – "
                + Texts.cell(attempt.detail(), DETAIL);
        switch (attempt.kind()) {
            case PREPARE -> {
                lines.add(new Line(attempt.armedAt(), number + "preparing began on " + node(attempt)));
                String visits = attempt.times() > 1 ? ", visit " + attempt.times() + " that came to this" : "";
                lines.add(new Line(end(attempt), number + result + took(attempt) + visits));
            }
            case PUBLISH -> {
                lines.add(new Line(attempt.armedAt(), number + "armed by " + node(attempt)));
                attempt.sentAt()
                        .ifPresent(at -> lines.add(new Line(
                                at, number + "sent" + (attempt.number() == 1 ? late(delivery.due(), at) : ""))));
                lines.add(new Line(end(attempt), number + result + took(attempt)));
            }
            case RECONCILE -> lines.add(new Line(end(attempt), number + "asked the network: " + result));
            case LATE_ANSWER -> lines.add(new Line(end(attempt), number + "its answer came late: " + result));
            case RETRIED_BY_PERSON, RESOLVED_BY_PERSON, CANCELLED_BY_PERSON, APPROVED_BY_PERSON, REJECTED_BY_PERSON ->
                lines.add(new Line(
                        end(attempt),
                        number
                                + Texts.cell(attempt.detail(), DETAIL)
                                + attempt.by()
                                        .map(names)
                                        .map(name -> " (" + name + ")")
                                        .orElse("")));
            case REMOVED_BY_PERSON -> lines.add(asked(attempt, "asked the network to remove it: ", result));
            case CORRECTED_BY_PERSON -> lines.add(asked(attempt, "asked the network to show another text: ", result));
        }
    }

    private Line asked(Attempt attempt, String what, String result) {
        String who = attempt.by().map(names).orElse("a person");
        return new Line(end(attempt), who + " " + what + result + took(attempt));
    }

    private static String node(Attempt attempt) {
        return Texts.cell(attempt.node(), DETAIL);
    }

    private static Instant end(Attempt attempt) {
        return attempt.answeredAt().or(attempt::sentAt).orElse(attempt.armedAt());
    }

    private static String took(Attempt attempt) {
        return attempt.sentAt()
                .flatMap(from -> attempt.answeredAt().map(to -> " (took " + millis(Duration.between(from, to)) + ")"))
                .orElse("");
    }

    private static String late(Instant due, Instant sent) {
        return ", " + millis(Duration.between(due, sent)) + " after it was due";
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.3f ms", duration.toNanos() / NANOS_PER_MILLI);
    }

    /** What it has come to, and what comes next. */
    private static Optional<String> now(Delivery delivery) {
        return delivery.publication()
                .map(publication -> "published as " + Texts.cell(publication.remoteId(), DETAIL)
                        + publication.permalink().map(link -> ", " + link).orElse(""))
                .or(() -> delivery.problem()
                        .map(problem -> Texts.cell(problem.detail(), DETAIL)
                                + delivery.retryAt()
                                        .map(at -> " It is tried again at " + at + ".")
                                        .orElse("")));
    }
}
