package io.carillon.accounts.internal.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an endpoint answers, as JSON that need not be as the standards have it. */
final class TokenJson {

    private static final int MAX_BYTES = 1 << 20;

    private final Map<String, Object> fields;

    private TokenJson(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Empty where it is no JSON object, such as the HTML of some proxy. */
    static Optional<TokenJson> parse(String body) {
        try {
            return Optional.of(new TokenJson(JSONObjectUtils.parse(body, MAX_BYTES)));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** A text or a number by JSON pointer (RFC 6901); lists of texts are one text with spaces between. */
    Optional<String> at(String pointer) {
        Object found = fields;
        for (String step : List.of(pointer.substring(1).split("/"))) {
            String name = step.replace("~1", "/").replace("~0", "~");
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return text(found);
    }

    Optional<String> field(String name) {
        return text(fields.get(name));
    }

    private static Optional<String> text(Object value) {
        if (value instanceof Collection<?> list) {
            return Optional.of(list.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        if (value instanceof Number number && number.doubleValue() == number.longValue()) {
            return Optional.of(Long.toString(number.longValue()));
        }
        return value instanceof String || value instanceof Number ? Optional.of(value.toString()) : Optional.empty();
    }

    /** The code of an error (RFC 6749 section 5.2), or what stands for one where a network says it otherwise. */
    String error() {
        return first("/error", "/error/type", "/error/code", "/code").orElse("");
    }

    String description() {
        return first("/error_description", "/error/message", "/message", "/error")
                .orElse("");
    }

    private Optional<String> first(String... pointers) {
        return Arrays.stream(pointers).map(this::at).flatMap(Optional::stream).findFirst();
    }
}
