package io.carillon.dashboard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartTest {

    @Test
    void partsHaveTheTypesThatBrowsersAskFor() {
        assertThat(Part.named("/index.html").orElseThrow().type()).isEqualTo("text/html;charset=utf-8");
        assertThat(Part.named("/app.js").orElseThrow().type()).isEqualTo("text/javascript;charset=utf-8");
        assertThat(Part.named("/look.css").orElseThrow().type()).isEqualTo("text/css;charset=utf-8");
        assertThat(Part.named("/bell.svg").orElseThrow().type()).isEqualTo("image/svg+xml");
    }

    @Test
    void tagFollowsTheContent() {
        assertThat(Part.named("/app.js").orElseThrow().tag())
                .isEqualTo(Part.named("/app.js").orElseThrow().tag())
                .isNotEqualTo(Part.named("/api.js").orElseThrow().tag())
                .startsWith("\"")
                .endsWith("\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "app.js",
                "/nothing.js",
                "/../META-INF/MANIFEST.MF",
                "/../io/carillon/dashboard/internal/Part.class",
                "/accounts/../app.js",
                "//app.js",
                "/lib/lit/LICENSE",
                "/app.js?x",
                "/app.js%00"
            })
    void nothingElseIsServed(String path) {
        assertThat(Part.named(path)).isEmpty();
    }

    /** A library that was not unpacked, or has another name there, would show only in a browser. */
    @Test
    void everyModuleThatTheImportMapNamesIsThere() {
        String page = Part.named("/index.html").orElseThrow().text();

        assertThat(Pattern.compile("\"/dashboard(/[^\"]+\\.js)\"").matcher(page).results())
                .extracting(found -> found.group(1))
                .hasSizeGreaterThan(3)
                .allSatisfy(path -> assertThat(Part.named(path)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app.js", "/sign-in.js", "/accounts/accounts-page.js", "/accounts/connect-dialog.js"})
    void everyModuleThatAPageImportsIsThere(String path) {
        String folder = path.substring(0, path.lastIndexOf('/'));

        assertThat(Pattern.compile("(?:from|import) '(\\.[^']+)'")
                        .matcher(Part.named(path).orElseThrow().text())
                        .results())
                .isNotEmpty()
                .allSatisfy((MatchResult found) ->
                        assertThat(Part.named(resolved(folder, found.group(1)))).isPresent());
    }

    private static String resolved(String folder, String name) {
        return URI.create("http://here" + folder + "/").resolve(name).getPath();
    }
}
