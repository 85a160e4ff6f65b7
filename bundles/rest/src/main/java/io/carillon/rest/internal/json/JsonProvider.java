package io.carillon.rest.internal.json;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.ws.rs.ext.Provider;

/** Turns JSON bodies into values and back, for every resource of the default application. */
@Provider
public final class JsonProvider extends JacksonJsonProvider {

    public JsonProvider() {
        super(Json.mapper());
    }
}
