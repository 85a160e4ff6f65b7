package io.carillon.publisher.sandbox.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SplittableRandom;

/** The wall of a program that runs Carillon without a container; opened when something is first published. */
final class EmbeddedWall implements Wall.Source {

    static final WallAddress ADDRESS = WallAddress.at("http://127.0.0.1:8080");

    private Wall wall;

    static SandboxNetwork network() {
        return new SandboxNetwork(
                new EmbeddedWall(), ADDRESS, new Troubles(new SplittableRandom()), Pause.real(), Clock.systemUTC());
    }

    @Override
    public synchronized Wall get() throws IOException {
        if (wall == null) {
            Path folder = Path.of(WallService.dataFolder(System.getProperty(WallService.DATA_FOLDER)), "sandbox");
            wall = Wall.open(folder, Clock.systemUTC());
        }
        return wall;
    }
}
