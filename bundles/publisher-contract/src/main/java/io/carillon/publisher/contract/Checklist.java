package io.carillon.publisher.contract;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a publisher says of itself, rule by rule: {@code done}, or {@code exempt: <reason>}. Rules are the contract's tests,
 * by their names. The build holds it against what the tests really did, see {@link ChecklistGuard}.
 */
final class Checklist {

    static final String DONE = "done";
    static final String EXEMPT = "exempt:";

    /** It is about the list, so it is not on it. */
    private static final String ITSELF = "checklistNamesEveryRuleAndNoOther";

    private final String resource;
    private final Map<String, String> entries;

    private Checklist(String resource, Map<String, String> entries) {
        this.resource = resource;
        this.entries = entries;
    }

    /** @throws AssertionError if there is none, or it cannot be read, with what to write */
    static Checklist of(PublisherUnderTest test) {
        String resource = test.checklist();
        URL found = test.publisher().getClass().getClassLoader().getResource(resource);
        if (found == null) {
            throw new AssertionError("There is no checklist. Put it into src/main/resources/" + resource
                    + ", with 'exempt: <reason>' where a rule does not apply:\n\n"
                    + allRules().stream().map(rule -> rule + " = " + DONE).collect(Collectors.joining("\n")));
        }
        Properties read = new Properties();
        try (Reader in = new InputStreamReader(found.openStream(), StandardCharsets.UTF_8)) {
            read.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The checklist " + resource + " cannot be read", e);
        }
        Map<String, String> entries = new TreeMap<>();
        read.stringPropertyNames()
                .forEach(rule -> entries.put(rule, read.getProperty(rule).strip()));
        return new Checklist(resource, entries);
    }

    /** The names of all tests of the contract but the one of the list itself. */
    static Set<String> allRules() {
        Set<String> rules = new TreeSet<>();
        for (Class<?> type = PublisherContract.class; type != Object.class; type = type.getSuperclass()) {
            methods(type).forEach(rules::add);
        }
        rules.remove(ITSELF);
        return rules;
    }

    private static Stream<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName);
    }

    Set<String> rules() {
        return entries.keySet();
    }

    /**
     * Holds what is written against what a test did.
     *
     * @param applied whether the rule applied, which it then kept
     */
    void require(String rule, boolean applied) {
        if (rule.equals(ITSELF)) {
            return;
        }
        String entry = entries.get(rule);
        if (entry == null) {
            throw new AssertionError(
                    resource + " lacks the line '" + rule + " = " + (applied ? DONE : EXEMPT + " <reason>") + "'");
        }
        boolean exempt = entry.startsWith(EXEMPT) && entry.length() > EXEMPT.length() + 1;
        if (!exempt && !entry.equals(DONE)) {
            throw new AssertionError(resource + " says '" + rule + " = " + entry + "'; it must be '" + DONE + "' or '"
                    + EXEMPT + " <reason>'");
        }
        if (applied && exempt) {
            throw new AssertionError(
                    resource + " exempts " + rule + ", but the test applies and passes: write '" + DONE + "'");
        }
        if (!applied && !exempt) {
            throw new AssertionError(resource + " says that " + rule + " is done, but the test does not apply: write '"
                    + EXEMPT + " <reason>', or let the test apply");
        }
    }

    @Override
    public String toString() {
        return resource;
    }
}
