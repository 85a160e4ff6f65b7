package io.carillon.accounts.internal.connect;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectMethod;
import java.net.URI;

/**
 * Where people come back to. On networks of many servers, one of them may send a person on to the pages of another, to be
 * shown the code that is good there (RFC 9700 section 4.4). What tells whose answer it is, is who the server says it is
 * (RFC 9207), or else the address: each server is told one of its own.
 */
final class ReturnAddress {

    private static final int DIGITS = 32;

    private ReturnAddress() {}

    /** @param common the address of all who can be told apart otherwise */
    static URI of(Platform platform, ConnectMethod method, AuthorizationServer server, URI common) {
        boolean tellsWhoItIs = server.endpoints().issuer().isPresent();
        // What a document says of us is the same for all servers.
        boolean own = server.registersApps() && !method.clientDocument() && !tellsWhoItIs;
        return own
                ? URI.create(common + "/"
                        + Hashes.sha256(platform.id() + "\n" + server.address()).substring(0, DIGITS))
                : common;
    }

    /** @param path of ours to which a person came back */
    static boolean is(URI asked, String path) {
        return asked.getPath().endsWith(path);
    }
}
