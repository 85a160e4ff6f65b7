package io.carillon.publisher.sandbox.internal;

import java.io.IOException;
import java.time.Clock;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** The wall of this server, for the publisher that fills it and the page that shows it. */
@Component(service = WallService.class, configurationPid = SandboxConfig.PID)
@Designate(ocd = SandboxConfig.class)
public final class WallService {

    static final String DATA_FOLDER = "carillon.data";

    private final WallAddress address;
    private final Wall wall;

    /** @throws IllegalArgumentException if a value is wrong or the folder cannot be used */
    @Activate
    public WallService(SandboxConfig config, BundleContext context) {
        SandboxConfig.Values values = SandboxConfig.Values.of(config, dataFolder(context.getProperty(DATA_FOLDER)));
        address = values.address();
        try {
            wall = Wall.open(values.folder(), Clock.systemUTC());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    SandboxConfig.PID + ": the folder " + values.folder() + " cannot be used: " + e.getMessage()
                            + ". Name one that the server may write to.",
                    e);
        }
    }

    /** Where it is without a configuration. */
    static String dataFolder(String configured) {
        return configured == null || configured.isBlank() ? "carillon-data" : configured;
    }

    Wall wall() {
        return wall;
    }

    WallAddress address() {
        return address;
    }

    @Deactivate
    void close() throws IOException {
        wall.close();
    }
}
