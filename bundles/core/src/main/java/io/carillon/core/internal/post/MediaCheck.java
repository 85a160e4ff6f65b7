package io.carillon.core.internal.post;

import static io.carillon.api.model.Violation.error;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.MediaRule;
import io.carillon.api.publisher.MediaRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Holds the files of one part of a post against what a network takes. Of files not in the library only number counts. */
final class MediaCheck {

    private final String network;
    private final MediaRules rules;
    private final List<Violation> problems = new ArrayList<>();

    private MediaCheck(String network, MediaRules rules) {
        this.network = network;
        this.rules = rules;
    }

    /** Checks the media of a post or, without a least number, of a further part of its thread. */
    static List<Violation> check(
            String network, MediaRules rules, String field, List<Attachment> media, boolean withMinimum) {
        MediaCheck check = new MediaCheck(network, rules);
        check.numbers(field, media, withMinimum);
        for (int i = 0; i < media.size(); i++) {
            String item = field + "[" + i + "]";
            media.get(i).file().ifPresent(file -> check.file(item, file));
        }
        return check.problems;
    }

    private void numbers(String field, List<Attachment> media, boolean withMinimum) {
        if (withMinimum && media.size() < rules.minCount()) {
            problems.add(error(
                    field,
                    "min-count",
                    String.valueOf(rules.minCount()),
                    String.valueOf(media.size()),
                    "A post on " + network + " needs at least " + files(rules.minCount()) + "; add "
                            + files(rules.minCount() - media.size()) + "."));
        }
        if (media.size() > rules.maxCount()) {
            problems.add(tooMany(field, "files", rules.maxCount(), media.size()));
        }
        Map<MediaRule.Kind, Integer> kinds = new EnumMap<>(MediaRule.Kind.class);
        media.stream()
                .flatMap(one -> one.file().stream())
                .forEach(file -> kinds.merge(MediaRule.Kind.of(file.type()), 1, Integer::sum));
        kinds.forEach((kind, count) -> rules.rule(kind)
                .map(MediaRule::maxCount)
                .filter(max -> count > max && max < rules.maxCount())
                .ifPresent(max -> problems.add(tooMany(field, name(kind) + " files", max, count))));
        if (kinds.size() > 1 && !rules.mixed()) {
            problems.add(error(
                    field,
                    "no-mixing",
                    "",
                    String.join(
                            ", ", kinds.keySet().stream().map(MediaCheck::name).toList()),
                    network + " does not take several kinds of media in one post; keep to one kind."));
        }
    }

    private Violation tooMany(String field, String what, int max, int actual) {
        String message = max == 0
                ? network + " takes no " + what + " here; remove " + (actual == 1 ? "it." : "them.")
                : network + " takes at most " + max + " " + what + " here; remove " + (actual - max) + ".";
        return error(field, "max-count", String.valueOf(max), String.valueOf(actual), message);
    }

    private void file(String field, MediaFile file) {
        MediaRule.Kind kind = MediaRule.Kind.of(file.type());
        Optional<MediaRule> found = rules.rule(kind);
        if (found.isEmpty()) {
            problems.add(error(
                    field,
                    "media-kind",
                    String.join(
                            ", ",
                            rules.rules().stream()
                                    .map(rule -> name(rule.kind()))
                                    .toList()),
                    name(kind),
                    network + " takes no " + name(kind) + " files; remove " + file.name() + "."));
            return;
        }
        MediaRule rule = found.get();
        if (!rule.types().isEmpty() && !rule.types().contains(file.type())) {
            String types = String.join(", ", new TreeSet<>(rule.types()));
            problems.add(error(
                    field,
                    "media-type",
                    types,
                    file.type(),
                    network + " does not take " + file.type() + "; convert " + file.name() + " to one of " + types
                            + "."));
        }
        if (file.bytes() > rule.maxBytes()) {
            problems.add(error(
                    field,
                    "max-bytes",
                    String.valueOf(rule.maxBytes()),
                    String.valueOf(file.bytes()),
                    file.name() + " has " + file.bytes() + " bytes; " + network + " takes at most " + rule.maxBytes()
                            + ". Compress it."));
        }
        pixels(field, "width", file, file.width(), rule.maxWidth());
        pixels(field, "height", file, file.height(), rule.maxHeight());
        duration(field, file, rule);
    }

    private void pixels(String field, String side, MediaFile file, OptionalInt actual, OptionalInt max) {
        if (actual.isPresent() && max.isPresent() && actual.getAsInt() > max.getAsInt()) {
            problems.add(error(
                    field,
                    "max-" + side,
                    String.valueOf(max.getAsInt()),
                    String.valueOf(actual.getAsInt()),
                    "The " + side + " of " + file.name() + " is " + actual.getAsInt() + " pixels; " + network
                            + " takes at most " + max.getAsInt() + ". Make it smaller."));
        }
    }

    private void duration(String field, MediaFile file, MediaRule rule) {
        Optional<Duration> max = rule.maxDuration();
        file.duration()
                .filter(actual -> max.filter(most -> actual.compareTo(most) > 0).isPresent())
                .ifPresent(actual -> problems.add(error(
                        field,
                        "max-duration",
                        max.map(MediaCheck::seconds).orElse(""),
                        seconds(actual),
                        file.name() + " lasts " + seconds(actual) + "; " + network + " takes at most "
                                + max.map(MediaCheck::seconds).orElse("") + ". Shorten it.")));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1000.0);
    }

    private static String files(int count) {
        return count + (count == 1 ? " file" : " files");
    }

    private static String name(MediaRule.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
