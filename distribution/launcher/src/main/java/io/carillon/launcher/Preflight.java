package io.carillon.launcher;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** What can be known to be wrong before anything is started. */
final class Preflight {

    private Preflight() {}

    static void check(Installation installation, Map<String, String> environment) throws Refusal {
        dataFolder(installation.data());
        HttpAddress http = HttpAddress.read(installation.etc().resolve("org.apache.felix.http.cfg"), environment);
        port(http);
    }

    static void dataFolder(Path data) throws Refusal {
        String rule = "The data folder holds the database, media and keys; Carillon must be able to write there.";
        if (Files.exists(data) && !Files.isDirectory(data)) {
            throw new Refusal(
                    "the data folder " + data + " is not a folder.",
                    rule,
                    "Name a folder: CARILLON_DATA=/path/to/folder");
        }
        try {
            if (!Files.exists(data)) {
                create(data);
            }
            // Asking for the permission is not enough: a file system may be mounted read-only.
            Files.delete(Files.createTempFile(data, ".carillon", ".probe"));
        } catch (IOException e) {
            throw new Refusal(
                    "the data folder " + data + " cannot be written to (" + e + ").",
                    rule,
                    "Give " + System.getProperty("user.name")
                            + " write permission there, or name another folder: CARILLON_DATA=/path/to/folder");
        }
    }

    /** Only its owner may enter, since keys live there. */
    private static void create(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    static void port(HttpAddress http) throws Refusal {
        if (http.port() == 0) {
            return;
        }
        String where = "port " + http.port() + " on " + http.host();
        String another = "choose another port: CARILLON_HTTP_PORT=" + (http.port() < 1024 ? 8080 : http.port() + 1);
        try (ServerSocket socket = new ServerSocket()) {
            InetAddress address = InetAddress.getByName(http.host());
            if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
                throw new Refusal(
                        "this machine has no address " + http.host() + ".",
                        "Carillon listens on an address of the machine that it runs on.",
                        "Set CARILLON_HTTP_HOST to 127.0.0.1 (this machine only) or 0.0.0.0 (every address).");
            }
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, http.port()));
        } catch (UnknownHostException e) {
            throw new Refusal(
                    "the host name " + http.host() + " is unknown.",
                    "Carillon listens on an address of the machine that it runs on.",
                    "Set CARILLON_HTTP_HOST to 127.0.0.1 (this machine only) or 0.0.0.0 (every address).");
        } catch (BindException e) {
            if (http.port() < 1024 && String.valueOf(e.getMessage()).contains("ermission")) {
                throw new Refusal(
                        where + " may not be opened by " + System.getProperty("user.name") + ".",
                        "Ports below 1024 belong to the administrator.",
                        another + ", behind a proxy that owns the low port.");
            }
            throw new Refusal(
                    where + " is in use.",
                    "Each server needs a port of its own.",
                    "Stop what listens there, or " + another);
        } catch (IOException e) {
            throw new Refusal(
                    where + " cannot be opened (" + e + ").", "Each server needs a port of its own.", another);
        }
    }
}
