package io.carillon.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdentifiersTest {

    private static final Map<String, Function<String, Object>> TYPES = Map.of(
            "AccountId", AccountId::new,
            "AttemptId", AttemptId::new,
            "DeliveryId", DeliveryId::new,
            "MediaId", MediaId::new,
            "PostId", PostId::new,
            "TokenId", TokenId::new,
            "UserId", UserId::new,
            "WorkspaceId", WorkspaceId::new);

    static Stream<Arguments> types() {
        return TYPES.entrySet().stream().map(type -> Arguments.of(type.getKey(), type.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void idIsItsValue(String type, Function<String, Object> id) {
        for (String value : new String[] {"a", "7", "p_01ARYZ6S410000000000000000", "x.y-z_9", "a".repeat(64)}) {
            assertThat(id.apply(value)).hasToString(value).isEqualTo(id.apply(value));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void whatIsUnsafeInAnAddressOrAFileNameIsRefused(String type, Function<String, Object> id) {
        for (String value :
                new String[] {null, "", "_a", ".", "..", "-a", "a/b", "a b", "a\n", "ä", "a'", "a".repeat(65)}) {
            assertThatThrownBy(() -> id.apply(value))
                    .as("'%s'", value)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(type + " must be 1 to 64 letters");
        }
    }
}
