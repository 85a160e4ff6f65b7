package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectMethod.Field;
import io.carillon.api.publisher.PostOption.Choice;
import io.carillon.api.service.InvalidException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsRulesTest {

    private final SettingsRules rules = new SettingsRules(ConnectMethod.none(Field.choice(
            "visibility",
            "Who sees posts",
            List.of(new Choice("public", "Everybody"), new Choice("private", "Followers")))));

    @ParameterizedTest
    @ValueSource(strings = {"private", " private ", "PRIVATE"})
    void choiceIsKeptAsTheNetworkWritesIt(String entered) {
        assertThat(rules.check(Map.of("visibility", entered))).isEqualTo(Map.of("visibility", "private"));
    }

    @Test
    void nothingChosenIsNoAnswer() {
        assertThat(rules.check(Map.of("visibility", " "))).isEmpty();
    }

    @Test
    void whatIsNotAmongTheChoicesIsRefusedWithAllOfThem() {
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> rules.check(Map.of("visibility", "nobody")))
                .satisfies(refused -> assertThat(refused.violations())
                        .singleElement()
                        .satisfies(violation -> {
                            assertThat(violation.field()).isEqualTo("settings.visibility");
                            assertThat(violation.rule()).isEqualTo("one-of");
                            assertThat(violation.limit()).isEqualTo("public, private");
                            assertThat(violation.message())
                                    .isEqualTo("'Who sees posts' is one of public, private; it was 'nobody'.");
                        }));
    }
}
