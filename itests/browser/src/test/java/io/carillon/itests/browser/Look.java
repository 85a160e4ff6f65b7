package io.carillon.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Locale;

/** The screens on which every page has to look right. */
enum Look {
    WIDE_LIGHT(1440, 900, ColorScheme.LIGHT),
    WIDE_DARK(1440, 900, ColorScheme.DARK),
    NARROW_LIGHT(390, 844, ColorScheme.LIGHT),
    NARROW_DARK(390, 844, ColorScheme.DARK);

    private final int width;
    private final int height;
    private final ColorScheme scheme;

    Look(int width, int height, ColorScheme scheme) {
        this.width = width;
        this.height = height;
        this.scheme = scheme;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    ColorScheme scheme() {
        return scheme;
    }

    /** Keeps a picture of the page, for whoever judges by eye, and holds it against what can be measured. */
    void check(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(System.getProperty("carillon.itests.looks"))
                        .resolve(name + "-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".png"))
                .setFullPage(true));
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .as("%s is not wider than its screen, %s", name, this)
                .isEqualTo(width);
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("%s is for everybody, %s", name, this)
                .extracting(Look::told)
                .isEmpty();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes();
    }
}
