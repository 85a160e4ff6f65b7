package io.carillon.rest.internal.json;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtension;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsMediaType;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsName;

/** Turns JSON bodies into values and back; resources ask for it with {@code @JSONRequired}. */
@Component(
        service = {MessageBodyReader.class, MessageBodyWriter.class},
        scope = ServiceScope.PROTOTYPE)
@JakartarsExtension
@JakartarsName("carillon.json")
@JakartarsMediaType("application/json")
public final class JsonProvider extends JacksonJsonProvider {

    @Activate
    public JsonProvider() {
        super(Json.mapper());
    }
}
