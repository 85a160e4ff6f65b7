package io.carillon.dashboard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class PagePolicyTest {

    @Test
    void theImportMapAloneIsAllowedByItsHash() {
        String policy = PagePolicy.of(
                "<script type=\"importmap\">{}</script><script type=\"module\" src=\"/app.js\"></script>");

        // Of "{}", by openssl.
        assertThat(policy)
                .contains("script-src 'self' 'sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=';")
                .startsWith("default-src 'none';")
                .doesNotContain("unsafe");
    }

    @Test
    void pageWithoutAnImportMapIsNoPageOfOurs() {
        assertThatIllegalStateException().isThrownBy(() -> PagePolicy.of("<p>Hello</p>"));
    }
}
