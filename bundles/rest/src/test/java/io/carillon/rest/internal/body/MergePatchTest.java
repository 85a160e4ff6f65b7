package io.carillon.rest.internal.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.rest.internal.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {

    /** The examples of RFC 7396, appendix A. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"a\":\"b\"}         | {\"a\":\"c\"}              | {\"a\":\"c\"}",
                "{\"a\":\"b\"}         | {\"b\":\"c\"}              | {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"}         | {\"a\":null}               | {}",
                "{\"a\":\"b\",\"b\":\"c\"} | {\"a\":null}           | {\"b\":\"c\"}",
                "{\"a\":[\"b\"]}       | {\"a\":\"c\"}              | {\"a\":\"c\"}",
                "{\"a\":\"c\"}         | {\"a\":[\"b\"]}            | {\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}} | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]} | {\"a\":[1]}              | {\"a\":[1]}",
                "[\"a\",\"b\"]         | [\"c\",\"d\"]              | [\"c\",\"d\"]",
                "{\"a\":\"b\"}         | [\"c\"]                    | [\"c\"]",
                "{\"a\":\"foo\"}       | null                       | null",
                "{\"a\":\"foo\"}       | \"bar\"                    | \"bar\"",
                "{\"e\":null}          | {\"a\":1}                  | {\"e\":null,\"a\":1}",
                "[1,2]                 | {\"a\":\"b\",\"c\":null}   | {\"a\":\"b\"}",
                "{}                    | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}"
            })
    void patchIsLaidOver(String target, String patch, String result) throws JsonProcessingException {
        assertThat(MergePatch.apply(
                        Json.mapper().readTree(target), Json.mapper().readTree(patch)))
                .isEqualTo(Json.mapper().readTree(result));
    }
}
