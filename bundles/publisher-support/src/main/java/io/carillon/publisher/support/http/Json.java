package io.carillon.publisher.support.http;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON of calls. */
final class Json {

    /** It forgets what it read: each thread would else keep its buffers for the next document, with tokens of the last. */
    static final ObjectMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .build())
            .build();

    private Json() {}
}
