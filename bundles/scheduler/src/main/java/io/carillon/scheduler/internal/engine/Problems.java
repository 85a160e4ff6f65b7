package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Problem;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.RateLimit;
import io.carillon.api.store.Hold;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The problems that the engine names, in sentences that their reader can act on. */
final class Problems {

    static final String THROTTLED = "throttled";
    static final String RATE_LIMITED = "rate-limited";
    static final String UNAVAILABLE = "network-unavailable";
    static final String PREPARE_AGAIN = "prepared-value-gone";
    static final String RECONNECT = "account-needs-reconnect";
    /** The network is being asked. */
    static final String IN_DOUBT = "in-doubt";

    /** The network is not asked any more: a person is. */
    static final String IN_DOUBT_HELD = "in-doubt-held";

    static final String MISSED = "missed";
    static final String GAVE_UP = "gave-up";
    static final String NOT_OFFERED = "not-offered";
    static final String PARENT_UNKNOWN = "parent-unknown";

    private static final int MAX_CODE = 100;
    private static final int MAX_DETAIL = 1000;
    private static final int MIN_SECRET = 4;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private Problems() {}

    static Problem of(String code, String detail) {
        return new Problem(code.length() <= MAX_CODE ? code : code.substring(0, MAX_CODE), shorten(detail));
    }

    static Problem gaveUp(int attempts, Problem last) {
        return new Problem(
                GAVE_UP,
                shorten("Given up after " + attempts + " attempts; the last answer was: " + last.detail()
                        + " Ask for a retry once the network takes posts again."));
    }

    static Problem publisherAbsent(Delivery delivery) {
        return Problem.publisherAbsent(delivery.platform(), delivery.step().isPresent());
    }

    static Problem notOffered(PublisherProfile profile) {
        return new Problem(NOT_OFFERED, profile.name() + " does not offer this. Say it in the post itself.");
    }

    static Problem parentUnknown() {
        return new Problem(
                PARENT_UNKNOWN, "It is not known which post this should follow on the network. Add it there by hand.");
    }

    static Problem rateLimited(Budgets.Wait wait) {
        return of(RATE_LIMITED, wait.reason() + " This one goes out at " + TIME.format(wait.until()) + " UTC.");
    }

    static boolean isRateLimited(Delivery delivery) {
        return delivery.problem()
                .filter(problem -> problem.code().equals(RATE_LIMITED))
                .isPresent();
    }

    /** What a network declares, as the reason why something has to wait. */
    static String limits(PublisherProfile profile) {
        return profile.name() + " takes "
                + profile.rateLimits().stream().map(Problems::limit).collect(Collectors.joining(", and ")) + ".";
    }

    private static String limit(RateLimit limit) {
        String whose =
                switch (limit.scope()) {
                    case ACCOUNT -> "an account";
                    case APP -> "all accounts together";
                };
        return limit.posts() + " posts of " + whose + " in " + inWords(limit.period());
    }

    static String held(PublisherProfile profile, Hold hold) {
        return profile.name() + " wants no more before " + TIME.format(hold.until()) + " UTC: " + hold.reason();
    }

    static String usedUp(PublisherProfile profile) {
        return profile.name() + " has said that what it takes for now is used up.";
    }

    static String inWords(Duration duration) {
        List<String> words = new ArrayList<>();
        addTo(words, duration.toDays(), "d");
        addTo(words, duration.toHoursPart(), "h");
        addTo(words, duration.toMinutesPart(), "min");
        addTo(words, duration.toSecondsPart(), "s");
        return words.isEmpty() ? duration.toMillis() + " ms" : String.join(" ", words);
    }

    private static void addTo(List<String> words, long count, String unit) {
        if (count > 0) {
            words.add(count + " " + unit);
        }
    }

    static Problem inDoubtHeld(String evidence) {
        return new Problem(
                IN_DOUBT_HELD,
                shorten("The network cannot say whether this was published: " + evidence
                        + " Look there, and say whether it was."));
    }

    /** What an exception says, without what must not be told. */
    static String describe(Throwable thrown, Account account) {
        StackTraceElement[] trace = thrown.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return redact(thrown.getClass().getName() + ": " + thrown.getMessage() + where, account);
    }

    /** Leaves out the account's secrets, which a message of a network's client may quote. */
    static String redact(String text, Account account) {
        String redacted = text;
        for (String secret : account.grant().secrets().values()) {
            if (secret.length() >= MIN_SECRET) {
                redacted = redacted.replace(secret, "…");
            }
        }
        return shorten(redacted);
    }

    static String shorten(String text) {
        if (text.length() <= MAX_DETAIL) {
            return text;
        }
        int end = MAX_DETAIL - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
