package io.carillon.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The machine's own Chromium, without a window. Each test gets people with browsers of their own, and fails if one of their
 * pages complains in its console: of a script that broke, or of something that the page's policy forbids. For one thread.
 */
final class Chromium implements ExecutionCondition, AfterEachCallback, AfterAllCallback {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** An answer that is none of success; that the page says what it means is what tests look at. */
    private static final Predicate<String> REFUSAL = text -> text.startsWith("Failed to load resource");

    /** A busy machine takes its time. */
    private static final double PATIENCE_MILLIS = 30_000;

    private final List<BrowserContext> people = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return installed()
                .map(path -> ConditionEvaluationResult.enabled("There is a browser at " + path))
                .orElseGet(() -> ConditionEvaluationResult.disabled(
                        "Skipped: these tests need what this machine does not have: one of " + NAMES));
    }

    private static Optional<Path> installed() {
        String[] folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return NAMES.stream()
                .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The first page of somebody new, who has this much of a screen and likes it light or dark. */
    Page open(Look look) {
        BrowserContext person = browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(look.width(), look.height())
                        .setColorScheme(look.scheme())
                        .setLocale("en-GB"));
        people.add(person);
        person.onConsoleMessage(this::heard);
        person.onWebError(error -> complaints.add(error.error()));
        return person.newPage();
    }

    private Browser browser() {
        if (browser == null) {
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(installed().orElseThrow())
                            .setArgs(FLAGS));
        }
        return browser;
    }

    private void heard(ConsoleMessage message) {
        if (message.type().equals("error") && !REFUSAL.test(message.text())) {
            complaints.add(message.text());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        people.forEach(BrowserContext::close);
        people.clear();
        List<String> said = List.copyOf(complaints);
        complaints.clear();
        assertThat(said).as("what the browser complained of").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            playwright.close();
        }
    }
}
