package io.carillon.publisher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.IdempotencyKey;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FakePublishContextTest {

    @Test
    void deliveriesOfSeveralThreadsHaveKeysOfTheirOwn() {
        List<String> keys = IntStream.range(0, 100_000)
                .parallel()
                .mapToObj(i -> FakePublishContext.of(null).text("Same").build().key())
                .map(IdempotencyKey::value)
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
    }
}
