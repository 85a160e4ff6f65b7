package io.carillon.publisher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.publisher.Message;
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

    @Test
    void nextAttemptIsAboutTheSameThread() {
        FakePublishContext first = FakePublishContext.of(null)
                .text("Said first")
                .firstComment("Said below")
                .threadPart("Said second")
                .threadPart("Said third")
                .build();

        FakePublishContext next = FakePublishContext.of(null).again(first).build();

        assertThat(next.message()).isEqualTo(first.message());
        assertThat(next.message().thread()).extracting(Message.Part::text).containsExactly("Said second", "Said third");
        assertThat(next.key()).isEqualTo(first.key());
    }
}
