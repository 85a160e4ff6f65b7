package io.carillon.rest.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import java.util.Optional;

/** Strings that are text: not every database and network can keep what JSON can write. */
public final class Texts extends StringDeserializer {

    private static final long serialVersionUID = 1L;

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = super.deserialize(parser, context);
        Optional<String> reason = text == null ? Optional.empty() : notText(text);
        if (reason.isPresent()) {
            throw JsonMappingException.from(parser, "it " + reason.get());
        }
        return text;
    }

    /** Why a string is no text, as the end of a sentence that begins with its name; empty if it is text. */
    public static Optional<String> notText(String text) {
        return text.codePoints()
                .filter(c -> c == 0 || Character.getType(c) == Character.SURROGATE)
                .mapToObj("holds the character U+%04X, which is no text; remove it."::formatted)
                .findFirst();
    }
}
