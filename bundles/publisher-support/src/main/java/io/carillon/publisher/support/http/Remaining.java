package io.carillon.publisher.support.http;

import io.carillon.api.publisher.Allowance;
import io.carillon.api.publisher.RateLimit;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads how much more a network takes, from the headers that networks use for it. */
final class Remaining {

    /** What the names of a pair of headers begin with, which end in {@code Remaining} and {@code Reset}. */
    private record Pair(String prefix, RateLimit.Scope scope) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair("RateLimit-", RateLimit.Scope.ACCOUNT),
            new Pair("X-RateLimit-", RateLimit.Scope.ACCOUNT),
            new Pair("X-Rate-Limit-", RateLimit.Scope.ACCOUNT),
            new Pair("X-User-Limit-24Hour-", RateLimit.Scope.ACCOUNT),
            new Pair("X-App-Limit-24Hour-", RateLimit.Scope.APP));

    /** One policy of the field {@code RateLimit: "name";r=50;t=30} of the IETF's draft since version 8. */
    private static final Pattern POLICY = Pattern.compile("\"[^\"]*\"[^,]*");

    private static final Pattern LEFT = Pattern.compile(";\\s*r=([0-9]{1,9})");
    private static final Pattern SECONDS = Pattern.compile(";\\s*t=([0-9]{1,9})");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    private Remaining() {}

    /** Of each scope the allowance of which the least is left. */
    static List<Allowance> read(Reply reply, Instant now) {
        Map<RateLimit.Scope, Optional<Allowance>> least = Stream.concat(
                        PAIRS.stream().map(pair -> pair(reply, pair, now)).flatMap(Optional::stream),
                        policies(reply, now))
                .collect(Collectors.groupingBy(
                        Allowance::scope, Collectors.minBy(Comparator.comparingInt(Allowance::left))));
        return least.values().stream().flatMap(Optional::stream).toList();
    }

    private static Optional<Allowance> pair(Reply reply, Pair pair, Instant now) {
        return reply.header(pair.prefix() + "Remaining")
                .map(String::strip)
                .filter(COUNT.asMatchPredicate())
                .flatMap(left -> RetryTimes.moment(reply, pair.prefix() + "Reset", now)
                        .map(until -> new Allowance(pair.scope(), Integer.parseInt(left), until)));
    }

    private static Stream<Allowance> policies(Reply reply, Instant now) {
        return reply.header("RateLimit").stream()
                .flatMap(field -> POLICY.matcher(field).results())
                .map(MatchResult::group)
                .flatMap(policy -> number(LEFT, policy)
                        .flatMap(left -> number(SECONDS, policy)
                                .map(wait -> new Allowance(RateLimit.Scope.ACCOUNT, left, now.plusSeconds(wait))))
                        .stream());
    }

    private static Optional<Integer> number(Pattern parameter, String policy) {
        Matcher found = parameter.matcher(policy);
        return found.find() ? Optional.of(Integer.valueOf(found.group(1))) : Optional.empty();
    }
}
