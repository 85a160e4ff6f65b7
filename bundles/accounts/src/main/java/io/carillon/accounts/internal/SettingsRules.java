package io.carillon.accounts.internal;

import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectMethod.Field;
import io.carillon.api.publisher.PostOption;
import io.carillon.api.service.InvalidException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds what a person entered against the fields of a network. No value of a secret field is ever in a message. */
public final class SettingsRules {

    static final int MAX_LENGTH = 2000;

    private static final String PREFIX = "settings.";

    private final ConnectMethod method;

    public SettingsRules(ConnectMethod method) {
        this.method = method;
    }

    /**
     * Checks all answers at once.
     *
     * @return those that say something; plain ones without space around them and choices as the network writes them, secret
     *     ones as they are
     * @throws InvalidException with everything that is wrong
     */
    public Map<String, String> check(Map<String, String> settings) {
        Map<String, String> answers = new HashMap<>();
        List<Violation> violations = new ArrayList<>();
        settings.forEach((name, value) -> {
            Optional<Field> field = field(name);
            if (field.isEmpty()) {
                violations.add(unknown(name));
            } else if (value != null && !value.isBlank()) {
                answers.put(name, answer(field.get(), value));
                noChoice(field.get(), answers.get(name)).ifPresent(violations::add);
                tooLong(field.get(), value).ifPresent(violations::add);
                notOneLine(field.get(), answers.get(name)).ifPresent(violations::add);
            }
        });
        for (Field field : method.fields()) {
            if (field.required() && !answers.containsKey(field.name())) {
                violations.add(required(field));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidException(violations);
        }
        return answers;
    }

    Map<String, String> secret(Map<String, String> answers) {
        return only(answers, true);
    }

    public Map<String, String> plain(Map<String, String> answers) {
        return only(answers, false);
    }

    /** Whether a name is that of a secret field; what a network says under such a name is none of the settings. */
    public boolean isSecret(String name) {
        return field(name).filter(Field::secret).isPresent();
    }

    /** Puts a network's refusal into the words of our API, whichever of the two names its publisher used. */
    public Violation named(Violation violation) {
        return field(violation.field()).isEmpty()
                ? violation
                : new Violation(
                        violation.account(),
                        PREFIX + violation.field(),
                        violation.rule(),
                        violation.limit(),
                        isSecret(violation.field()) ? "" : violation.actual(),
                        violation.severity(),
                        violation.message());
    }

    private Map<String, String> only(Map<String, String> answers, boolean secret) {
        return answers.entrySet().stream()
                .filter(entry -> isSecret(entry.getKey()) == secret)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Optional<Field> field(String name) {
        return method.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst();
    }

    Violation unknown(String name) {
        String known = method.fields().stream().map(Field::name).collect(Collectors.joining(", "));
        return Violation.error(
                PREFIX + name,
                "unknown-property",
                known,
                name,
                known.isEmpty()
                        ? "This network has no settings; leave '" + name + "' out."
                        : "This network has no setting '" + name + "'; it has " + known + ".");
    }

    private static Violation required(Field field) {
        return Violation.error(
                PREFIX + field.name(), "required", "", "", "Fill in '" + field.label() + "' (" + field.name() + ").");
    }

    private static String answer(Field field, String value) {
        if (field.secret()) {
            return value;
        }
        return values(field).filter(value.strip()::equalsIgnoreCase).findFirst().orElseGet(value::strip);
    }

    private static Stream<String> values(Field field) {
        return field.choices().stream().map(PostOption.Choice::value);
    }

    private static Optional<Violation> noChoice(Field field, String answer) {
        if (field.choices().isEmpty() || values(field).anyMatch(answer::equals)) {
            return Optional.empty();
        }
        String all = values(field).collect(Collectors.joining(", "));
        return Optional.of(Violation.error(
                PREFIX + field.name(),
                "one-of",
                all,
                answer,
                "'%s' is one of %s; it was '%s'.".formatted(field.label(), all, answer)));
    }

    /** What is not secret is shown and logged, where control characters could pass for something else. */
    private static Optional<Violation> notOneLine(Field field, String answer) {
        return field.secret() || answer.codePoints().noneMatch(Character::isISOControl)
                ? Optional.empty()
                : Optional.of(Violation.error(
                        PREFIX + field.name(),
                        "characters",
                        "one line of text",
                        "",
                        "'%s' holds a line break or another control character; remove it.".formatted(field.label())));
    }

    private static Optional<Violation> tooLong(Field field, String value) {
        return value.length() <= MAX_LENGTH
                ? Optional.empty()
                : Optional.of(Violation.error(
                        PREFIX + field.name(),
                        "max-length",
                        "" + MAX_LENGTH,
                        "" + value.length(),
                        "'%s' has %d characters; at most %d are taken."
                                .formatted(field.label(), value.length(), MAX_LENGTH)));
    }
}
