package io.carillon.publisher.support.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.itests.peers.NodePeer;
import io.carillon.publisher.support.http.NetworkRequest.Body;
import io.carillon.publisher.support.http.ResumableUpload.Begun;
import io.carillon.publisher.support.http.ResumableUpload.Done;
import io.carillon.publisher.support.http.ResumableUpload.Gone;
import io.carillon.publisher.support.http.ResumableUpload.More;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Uploads to a server that others wrote: {@code @uploadx/core}. */
class ResumableUploadIT {

    private static final int PIECE = ResumableUpload.UNIT;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Path folder;
    private static NodePeer server;
    private static URI uploads;

    private final NetworkClient client = NetworkClients.allowing("127.0.0.1");
    private final Outcomes outcomes = new Outcomes(Clock.systemUTC(), ErrorReader.byStatus());
    private final List<Long> told = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        folder = Files.createTempDirectory(target, "uploads");
        server = NodePeer.start(
                "resumable", "server.mjs", target.resolve("resumable.log"), Map.of("folder", folder.toString()));
        uploads = URI.create("http://127.0.0.1:" + server.ready().path("port").asInt() + "/upload");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Instant deadline() {
        return Instant.now().plus(PATIENCE);
    }

    private static byte[] film(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Begun begin(byte[] film, NetworkRequest.Source source) {
        Answer answer = client.send(
                NetworkRequest.post(uploads)
                        .header("X-Upload-Content-Length", "" + film.length)
                        .header("X-Upload-Content-Type", "video/mp4")
                        .json(JsonNodeFactory.instance.objectNode().put("name", "film-" + film.length + ".mp4"))
                        .build(),
                deadline());
        // Without its scheme, as this server tells it.
        URI session = uploads.resolve(((Reply) answer).header("Location").orElseThrow());
        return new Begun(session, Optional.of("token"), "video/mp4", film.length, source);
    }

    private Begun begin(byte[] film) {
        return begin(film, () -> new ByteArrayInputStream(film));
    }

    private ResumableUpload upload(NetworkClient by, Clock clock) {
        return new ResumableUpload(by, outcomes, clock, PIECE);
    }

    private static byte[] arrived(Done done) throws IOException {
        return Files.readAllBytes(folder.resolve(done.reply().text("/name")));
    }

    @Test
    void fileArrivesPieceByPieceAndWhole() throws Exception {
        byte[] film = film(3 * PIECE + 1_000);
        ResumableUpload.Progress progress = upload(client, Clock.systemUTC()).send(begin(film), deadline(), told::add);
        assertThat(progress).isInstanceOf(Done.class);
        assertThat(arrived((Done) progress)).isEqualTo(film);
        assertThat(told).containsExactly(0L, (long) PIECE, 2L * PIECE, 3L * PIECE);
    }

    @Test
    void fileSmallerThanAPieceArrivesAtOnce() throws Exception {
        byte[] film = film(10);
        assertThat(arrived((Done) upload(client, Clock.systemUTC()).send(begin(film), deadline(), told::add)))
                .isEqualTo(film);
    }

    @Test
    void nextVisitGoesOnWhereTimeRanOut() throws Exception {
        byte[] film = film(3 * PIECE);
        Begun begun = begin(film);
        // By this clock each look at it takes eight seconds.
        Instant start = Instant.now();
        int[] looks = new int[1];
        Clock slow = new Clock() {
            @Override
            public Instant instant() {
                return start.plusSeconds(8L * looks[0]++);
            }

            @Override
            public java.time.ZoneId getZone() {
                return java.time.ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        assertThat(upload(client, slow).send(begun, start.plusSeconds(20), told::add))
                .isEqualTo(new More(PIECE));
        told.clear();
        assertThat(arrived((Done) upload(client, Clock.systemUTC()).send(begun, deadline(), told::add)))
                .isEqualTo(film);
        assertThat(told).first().isEqualTo((long) PIECE);
    }

    @Test
    void connectionThatBreaksInAPieceIsMadeUpFor() throws Exception {
        byte[] film = film(2 * PIECE + 5);
        AtomicBoolean breaks = new AtomicBoolean(true);
        Begun begun =
                begin(film, () -> breaks.get() ? breaking(film, PIECE + 100_000) : new ByteArrayInputStream(film));
        try {
            upload(client, Clock.systemUTC()).send(begun, deadline(), told::add);
            throw new AssertionError("It should have broken");
        } catch (StoppedException e) {
            assertThat(e.whilePreparing()).isInstanceOf(io.carillon.api.publisher.Unavailable.class);
        }
        breaks.set(false);
        assertThat(arrived((Done) upload(client, Clock.systemUTC()).send(begun, deadline(), told::add)))
                .isEqualTo(film);
    }

    private static InputStream breaking(byte[] film, int after) {
        return new SequenceInputStream(new ByteArrayInputStream(film, 0, after), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("The disk is gone");
            }
        });
    }

    @Test
    void lostAnswerToTheLastPieceIsNoSecondFile() throws Exception {
        byte[] film = film(PIECE + 77);
        Begun begun = begin(film);
        NetworkClient forgetful = (request, deadline) -> {
            Answer answer = client.send(request, deadline);
            boolean last = request.body().map(Body::length).orElse(0L) == 77;
            return last ? new Answer.Lost("The answer was lost", Instant.now()) : answer;
        };
        try {
            upload(forgetful, Clock.systemUTC()).send(begun, deadline(), told::add);
            throw new AssertionError("Its answer should have been lost");
        } catch (StoppedException e) {
            assertThat(e.whilePreparing()).isInstanceOf(io.carillon.api.publisher.Unavailable.class);
        }
        told.clear();
        assertThat(arrived((Done) upload(client, Clock.systemUTC()).send(begun, deadline(), told::add)))
                .isEqualTo(film);
        assertThat(told).as("nothing was sent again").isEmpty();
    }

    @Test
    void sessionThatTheServerForgotIsSaid() throws Exception {
        Begun begun = begin(film(10));
        Answer forgotten =
                client.send(NetworkRequest.of("DELETE", begun.session()).build(), deadline());
        assertThat(((Reply) forgotten).status()).isEqualTo(204);
        assertThat(upload(client, Clock.systemUTC()).send(begun, deadline(), told::add))
                .isInstanceOf(Gone.class);
    }
}
