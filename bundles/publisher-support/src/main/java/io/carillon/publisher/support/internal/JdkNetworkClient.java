package io.carillon.publisher.support.internal;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.carillon.api.net.AllowedHosts;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkRequest;
import io.carillon.publisher.support.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** One {@link HttpClient} for all publishers. */
@Component(service = NetworkClient.class, configurationPid = SupportConfig.PID)
@Designate(ocd = SupportConfig.class)
public final class JdkNetworkClient implements NetworkClient {

    /** What is left of the deadline for telling what came of the call. */
    private static final Duration MARGIN = Duration.ofMillis(200);

    private static final Duration LOOK_UP = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration USUAL_CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Only publishers wait longer for an answer, and their own calls are over before this ends. */
    private static final Duration STOPPING = Duration.ofSeconds(20);

    private static final long MAX_ANSWER = 4L << 20;
    private static final String USER_AGENT = "Carillon";

    private final Clock clock;
    private final AddressGuard guard;
    private final ExecutorService workers;
    private final HttpClient http;

    /** One party for each call under way, and one until the client is closed. */
    private final Phaser calls = new Phaser(1);

    @Activate
    public JdkNetworkClient(SupportConfig config) {
        this(Clock.systemUTC(), SupportConfig.Values.of(config));
    }

    JdkNetworkClient(Clock clock, SupportConfig.Values values) {
        this.clock = clock;
        this.guard = new AddressGuard(values.allowedHosts());
        this.workers = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "carillon-http");
            thread.setDaemon(true);
            return thread;
        });
        this.http = HttpClient.newBuilder()
                .connectTimeout(values.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(workers)
                .build();
    }

    /** With the usual settings, for use without a container. */
    public static NetworkClient allowing(Set<String> hosts) {
        return new JdkNetworkClient(
                Clock.systemUTC(), new SupportConfig.Values(AllowedHosts.parse(hosts), USUAL_CONNECT_TIMEOUT));
    }

    /** Calls under way are let finish: without its threads, the client loses their answers. */
    @Deactivate
    void close() {
        try {
            calls.awaitAdvanceInterruptibly(calls.arriveAndDeregister(), STOPPING.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Their callers are told that the answer is lost.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        calls.forceTermination();
        workers.shutdown();
    }

    @Override
    public Answer send(NetworkRequest request, Instant deadline) {
        if (calls.register() < 0) {
            return new Answer.NotSent("This server is stopping, and calls nobody any more.");
        }
        try {
            return answer(request, deadline);
        } finally {
            calls.arriveAndDeregister();
        }
    }

    private Answer answer(NetworkRequest request, Instant deadline) {
        Instant end = deadline.minus(MARGIN);
        SendGate gate = new SendGate(clock);
        if (!clock.instant().isBefore(end)) {
            return new Answer.NotSent("No time was left before the deadline.");
        }
        try {
            // Resolving a name blocks, so it counts against the deadline too.
            Optional<String> refusal = await(supplyAsync(() -> guard.refusal(request.uri()), workers), end);
            return refusal.isPresent() ? new Answer.NotSent(refusal.get()) : exchange(request, end, gate);
        } catch (TimeoutException e) {
            return unanswered(gate, "No answer from " + host(request.uri()) + " before the deadline.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unanswered(gate, "The call to " + host(request.uri()) + " was given up.");
        } catch (ExecutionException e) {
            String reason = request.hideSecrets(reason(e.getCause(), request.uri()));
            return neverConnected(e.getCause()) ? new Answer.NotSent(reason) : unanswered(gate, reason);
        } catch (IllegalArgumentException e) {
            // Its message may quote a header, and with it a token.
            return new Answer.NotSent("The request cannot be made: its address or one of its headers is malformed.");
        }
    }

    /** A name that cannot be looked up in time is looked up anew with every call. */
    @Override
    public Optional<String> refusal(URI address) {
        try {
            return await(
                    supplyAsync(() -> guard.refusal(address), workers),
                    clock.instant().plus(LOOK_UP));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("The server is stopping.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Answer exchange(NetworkRequest request, Instant end, SendGate gate)
            throws InterruptedException, ExecutionException, TimeoutException {
        HttpRequest built = build(request, left(end), gate);
        if (isEmpty(request)) {
            // Nobody asks for a body that is not there, so the request counts as sent from here on.
            gate.pass();
        }
        HttpResponse<byte[]> response = await(http.sendAsync(built, head -> new LimitedBody(MAX_ANSWER)), end);
        Reply reply = Reply.to(
                request,
                response.statusCode(),
                response.headers(),
                response.body(),
                gate.shut().orElseGet(clock::instant));
        // Like the request, Java's client keeps its answer with the connection, and with it the tokens that were given.
        Arrays.fill(response.body(), (byte) 0);
        return reply;
    }

    /** Waits; whoever stops waiting also stops the call. */
    private <T> T await(CompletableFuture<T> call, Instant end)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return call.get(left(end).toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            call.cancel(true);
        }
    }

    private Duration left(Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    private static boolean isEmpty(NetworkRequest request) {
        return request.body().filter(body -> body.length() > 0).isEmpty();
    }

    private static HttpRequest build(NetworkRequest request, Duration left, SendGate gate) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(left)
                .version(
                        "https".equals(request.uri().getScheme())
                                ? HttpClient.Version.HTTP_2
                                : HttpClient.Version.HTTP_1_1)
                .setHeader("User-Agent", USER_AGENT)
                .setHeader("Accept", "application/json");
        request.body().ifPresent(body -> builder.setHeader("Content-Type", body.type()));
        request.headers().forEach(builder::setHeader);
        return builder.method(
                        request.method(),
                        isEmpty(request)
                                ? BodyPublishers.noBody()
                                : gate.guard(publisher(request.body().orElseThrow())))
                .build();
    }

    private static BodyPublisher publisher(NetworkRequest.Body body) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(body.source())), body.length());
    }

    private static InputStream open(NetworkRequest.Source source) {
        try {
            return new SentBody(source.open());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer unanswered(SendGate gate, String reason) {
        return gate.shut().<Answer>map(at -> new Answer.Lost(reason, at)).orElseGet(() -> new Answer.NotSent(reason));
    }

    private static boolean neverConnected(Throwable problem) {
        for (Throwable at = problem; at != null; at = at.getCause()) {
            if (at instanceof ConnectException
                    || at instanceof HttpConnectTimeoutException
                    || at instanceof UnknownHostException
                    || at instanceof UnresolvedAddressException
                    || at instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Throwable problem, URI uri) {
        for (Throwable at = problem; at != null; at = at.getCause()) {
            if (at instanceof UnknownHostException || at instanceof UnresolvedAddressException) {
                return "The host " + host(uri) + " is not known.";
            }
            if (at instanceof SSLHandshakeException) {
                return "No safe connection to " + host(uri) + ": " + at.getMessage();
            }
        }
        return "The call to " + host(uri) + " failed: "
                + Optional.ofNullable(problem.getMessage())
                        .orElse(problem.getClass().getSimpleName());
    }

    /** The host only: what follows it may hold a token. */
    private static String host(URI uri) {
        return String.valueOf(uri.getHost());
    }
}
