package io.carillon.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Scope;
import io.carillon.api.service.BearerTokens;
import io.carillon.api.service.UnavailableException;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsServletTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Meters meters = new Meters();
    private final Server web = new Server();

    @AfterEach
    void close() throws Exception {
        web.stop();
        meters.close();
    }

    @Test
    void everythingThatIsServedIsUnderstoodAndNamedByTheRules() throws Exception {
        new DispatchMeters(meters);
        new EngineGauges(meters);
        new RequestMeters(meters).answered("GET", "/api/v1/posts/{id}", 200, 1_000_000);
        new RequestMeters(meters).answered("BREW", "unknown", 404, 1_000_000);
        HttpResponse<byte[]> answer = get(serve(Access.MACHINE), Map.of());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(Meters.TEXT);
        Scrape scrape = Scrape.of(answer.body());
        assertThat(scrape.names())
                .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds")
                .allMatch(Pattern.compile("[a-z][a-z0-9_]*").asMatchPredicate());
        assertThat(scrape.histogram(
                                "carillon_http_requests_seconds",
                                Map.of("method", "GET", "route", "/api/v1/posts/{id}", "status", "200"))
                        .getSampleCount())
                .isEqualTo(1);
        assertThat(scrape.find(
                        "carillon_http_requests_seconds",
                        Map.of("method", "other", "route", "unknown", "status", "404")))
                .isPresent();
    }

    @Test
    void machineItselfReadsWithoutAToken() throws Exception {
        assertThat(get(serve(Access.MACHINE), Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void whatAProxyOnThisMachinePassesOnNeedsAToken() throws Exception {
        URI metrics = serve(Access.MACHINE);

        assertThat(get(metrics, Map.of("X-Forwarded-For", "203.0.113.9")).statusCode())
                .isEqualTo(401);
        assertThat(get(metrics, Map.of("Forwarded", "for=203.0.113.9")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void tokenNeedsTheScopeAdmin() throws Exception {
        URI metrics = serve(Access.TOKEN);

        assertThat(get(metrics, Map.of()).statusCode()).isEqualTo(401);
        assertThat(get(metrics, Map.of()).headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"carillon\"");
        assertThat(get(metrics, Map.of("Authorization", "Bearer nobody")).statusCode())
                .isEqualTo(401);
        assertThat(get(metrics, Map.of("Authorization", "Bearer reader")).statusCode())
                .isEqualTo(403);
        assertThat(get(metrics, Map.of("Authorization", "Bearer admin")).statusCode())
                .isEqualTo(200);
        assertThat(get(metrics, Map.of("Authorization", "Bearer later")).statusCode())
                .isEqualTo(503);
    }

    @Test
    void openIsOpen() throws Exception {
        assertThat(get(serve(Access.OPEN), Map.of("X-Forwarded-For", "203.0.113.9"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void configurationSaysWhoReads() {
        assertThat(Access.of(config("machine", ""))).isEqualTo(Access.MACHINE);
        assertThat(Access.of(config("machine", "https://carillon.example.com"))).isEqualTo(Access.TOKEN);
        assertThat(Access.of(config("open", "https://carillon.example.com"))).isEqualTo(Access.OPEN);
        assertThatThrownBy(() -> Access.of(config("everybody", "")))
                .hasMessage("access in etc/io.carillon.metrics.cfg must be machine, token or open; it is 'everybody'.");
    }

    private static MetricsConfig config(String access, String publicUrl) {
        return new MetricsConfig() {

            @Override
            public Class<? extends Annotation> annotationType() {
                return MetricsConfig.class;
            }

            @Override
            public String access() {
                return access;
            }

            @Override
            public String publicUrl() {
                return publicUrl;
            }
        };
    }

    private static BearerTokens.Verdict judge(String authorization, Scope needed) {
        assertThat(needed).isEqualTo(Scope.ADMIN);
        return switch (authorization) {
            case "Bearer admin" -> BearerTokens.Verdict.ALLOWED;
            case "Bearer reader" -> BearerTokens.Verdict.FORBIDDEN;
            case "Bearer later" -> throw new UnavailableException("away");
            default -> BearerTokens.Verdict.UNKNOWN;
        };
    }

    private URI serve(Access access) throws Exception {
        MetricsServlet servlet = new MetricsServlet(access, meters);
        servlet.use(MetricsServletTest::judge);
        ServerConnector connector = new ServerConnector(web);
        connector.setHost("127.0.0.1");
        web.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler();
        handler.addServlet(new ServletHolder(servlet), "/metrics");
        web.setHandler(handler);
        web.start();
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/metrics");
    }

    private static HttpResponse<byte[]> get(URI uri, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach(request::setHeader);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
