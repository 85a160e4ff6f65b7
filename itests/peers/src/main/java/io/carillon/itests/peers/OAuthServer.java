package io.carillon.itests.peers;

import io.carillon.itests.support.Waiting;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A certified OAuth 2.0 server (oidc-provider): consent pages, codes with PKCE, refresh tokens that rotate, revocation,
 * pushed requests, tokens that are bound to keys. Three apps are known to it: {@code carillon} and {@code posting}, whose
 * secrets go in the header and in the body, and {@code bound}, which has none and must push and prove.
 */
public final class OAuthServer implements ExecutionCondition, AutoCloseable {

    public static final String SECRET = "consent-s3cret";
    public static final String POSTING_SECRET = "posting-s3cret";

    private static final String FOLDER = "oauth";

    private NodePeer server;
    private URI address;

    /** Known only once it {@linkplain #start has started}. */
    public URI address() {
        return address;
    }

    /**
     * Starts it.
     *
     * @param redirectUri of all apps
     * @param accessTokenSeconds how long access tokens live
     */
    public OAuthServer start(URI redirectUri, int accessTokenSeconds) {
        NodePackage.named(FOLDER).install();
        Path folder = Workplace.folder(FOLDER);
        int port = Waiting.freePort();
        server = NodePeer.start(
                FOLDER,
                "provider.mjs",
                folder.resolve("provider.log"),
                Map.of("port", port, "redirectUri", redirectUri.toString(), "accessTokenSeconds", accessTokenSeconds));
        address = URI.create("http://127.0.0.1:" + port);
        return this;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    /** Without the tools to run it, all tests of the class are reported as skipped. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return NodePackage.named(FOLDER)
                .installOrSayWhyNot()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("The peer is installed."));
    }
}
