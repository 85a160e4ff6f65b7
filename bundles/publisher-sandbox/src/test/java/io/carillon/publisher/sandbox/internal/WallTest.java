package io.carillon.publisher.sandbox.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.publisher.sandbox.internal.Receipt.Submission;
import io.carillon.publisher.sandbox.internal.Wall.Placed;
import io.carillon.publisher.sandbox.internal.Wall.Repeats;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WallTest {

    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 300;

    @TempDir
    Path folder;

    @Test
    void everyVisibleObjectIsOneLineThatIsThereBeforeTheAnswer() throws IOException {
        try (Wall wall = open()) {
            for (int i = 1; i <= 100; i++) {
                post(wall, "k" + i, "Text\nwith a line end " + i);
                assertThat(lines()).hasSize(i).last().asString().contains("\"key\":\"k" + i + "\"");
            }
        }
    }

    @Test
    void reopenedWallShowsTheSameAndKnowsItsKeys() throws IOException {
        List<Wall.Thread> before;
        try (Wall wall = open()) {
            String first = post(wall, "k1", "Grüße 👩‍👩‍👧").receipt().id();
            reply(wall, first, "k2", "Eine Antwort");
            post(wall, "k3", "Noch einer");
            before = wall.after(Optional.empty(), 10);
        }
        try (Wall wall = open()) {
            assertThat(wall.after(Optional.empty(), 10)).isEqualTo(before).hasSize(2);
            assertThat(wall.after(Optional.empty(), 10).get(0).replies()).hasSize(1);
            assertThat(post(wall, "k3", "Noch einer").isNew()).isFalse();
            assertThat(post(wall, "k4", "Neu").receipt().id()).isEqualTo("p4");
        }
    }

    @Test
    void lineThatAWriterDiedInIsCutOff() throws IOException {
        try (Wall wall = open()) {
            post(wall, "k1", "Whole");
        }
        Files.writeString(log(), "{\"id\":\"p2\",\"acc", StandardOpenOption.APPEND);
        try (Wall wall = open()) {
            assertThat(wall.postCount()).isEqualTo(1);
            assertThat(post(wall, "k2", "Next").receipt().id()).isEqualTo("p2");
        }
        try (Wall wall = open()) {
            assertThat(wall.postCount()).isEqualTo(2);
        }
    }

    @Test
    void fileThatIsNoLogIsRefusedWithTheLine() throws IOException {
        try (Wall wall = open()) {
            post(wall, "k1", "Whole");
        }
        Files.writeString(log(), "shopping list\n", StandardOpenOption.APPEND);
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("Line 2");
    }

    @Test
    void serversThatShareAFolderAreOneNetwork() throws IOException {
        try (Wall here = open();
                Wall there = open()) {
            Placed first = post(here, "k1", "Once");
            assertThat(post(there, "k1", "Once")).isEqualTo(new Placed(first.receipt(), false));
            assertThat(post(there, "k2", "Twice").receipt().id()).isEqualTo("p2");
            assertThat(here.postCount()).isEqualTo(2);
        }
    }

    @Test
    void interruptedCallerDoesNotBreakTheWallForOthers() throws IOException {
        try (Wall wall = open()) {
            Thread.currentThread().interrupt();
            assertThat(post(wall, "k1", "Hurry").isNew()).isTrue();
            assertThat(Thread.interrupted())
                    .as("the interrupt is kept for the caller")
                    .isTrue();
            assertThat(post(wall, "k2", "Calm").isNew()).isTrue();
            assertThat(wall.postCount()).isEqualTo(2);
        }
    }

    @Test
    void sameKeyOfAnotherAccountIsAnotherPost() throws IOException {
        try (Wall wall = open()) {
            post(wall, "k1", "Text");
            Submission other = new Submission(
                    "@b", "B", "a_2", "d_2", "k1", "Text", Optional.empty(), List.of(), Optional.empty());
            assertThat(wall.accept(other, Optional.empty(), Repeats.SAME_KEY_ONCE)
                            .isNew())
                    .isTrue();
        }
    }

    @Test
    void whatLooksTheSameIsFoundNewestFirstUnderTheSameParentOnly() throws IOException {
        try (Wall wall = open()) {
            String first = post(wall, "k1", "Same").receipt().id();
            String second = post(wall, "k2", "Same").receipt().id();
            post(wall, "k3", "Other");
            String reply = reply(wall, first, "k4", "Same").receipt().id();
            Submission same = submission("k9", "Same");
            assertThat(wall.newestLike(same, Optional.empty(), found -> true))
                    .map(Receipt::id)
                    .contains(second);
            assertThat(wall.newestLike(same, Optional.empty(), found -> found.content()
                            .key()
                            .equals("k1")))
                    .map(Receipt::id)
                    .contains(first);
            assertThat(wall.newestLike(same, Optional.of(first), found -> true))
                    .map(Receipt::id)
                    .contains(reply);
            assertThat(wall.newestLike(submission("k9", "Nowhere"), Optional.empty(), found -> true))
                    .isEmpty();
        }
    }

    @Test
    void linkIsKeptAndMakesAPostLookDifferent() throws IOException {
        try (Wall wall = open()) {
            Submission linked = new Submission(
                    "@a",
                    "A",
                    "a_1",
                    "d_1",
                    "k1",
                    "T",
                    Optional.of(URI.create("https://example.org/ü")),
                    List.of(),
                    Optional.empty());
            String id = wall.accept(linked, Optional.empty(), Repeats.SAME_LOOK_ONCE)
                    .receipt()
                    .id();
            assertThat(wall.find(id).orElseThrow().post().content()).isEqualTo(linked);
            assertThat(wall.accept(submission("k2", "T"), Optional.empty(), Repeats.SAME_LOOK_ONCE)
                            .isNew())
                    .isTrue();
        }
    }

    @Test
    void pagesMeetWithoutGapOrOverlap() throws IOException {
        try (Wall wall = open()) {
            for (int i = 1; i <= 150; i++) {
                Placed placed = post(wall, "k" + i, "Text " + i);
                reply(wall, placed.receipt().id(), "r" + i, "Reply");
            }
            List<String> forwards = new ArrayList<>();
            Optional<String> last = Optional.empty();
            for (List<Wall.Thread> page = wall.after(last, 40); !page.isEmpty(); page = wall.after(last, 40)) {
                page.forEach(thread -> forwards.add(thread.post().content().text()));
                last = Optional.of(page.get(page.size() - 1).post().id());
            }
            assertThat(forwards).hasSize(150).startsWith("Text 1", "Text 2").doesNotHaveDuplicates();
            List<Wall.Thread> newest = wall.before(Optional.empty(), 10);
            assertThat(newest)
                    .extracting(thread -> thread.post().content().text())
                    .endsWith("Text 149", "Text 150");
            assertThat(wall.before(Optional.of(newest.get(0).post().id()), 1))
                    .extracting(thread -> thread.post().content().text())
                    .containsExactly("Text 140");
        }
    }

    @Test
    void strangeIdsAreNoPosts() throws IOException {
        try (Wall wall = open()) {
            post(wall, "k1", "Text");
            for (String id : List.of("", "p", "p0", "p2", "p-1", "p99999999999", "../p1", "P1")) {
                assertThat(wall.find(id)).as(id).isEmpty();
            }
        }
    }

    @Test
    void whatWasAnsweredSurvivesTheKillOfTheProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Poster.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
            while (acknowledged.size() < ACKNOWLEDGED_BEFORE_THE_KILL) {
                acknowledged.add(answers.readLine());
            }
            process.toHandle().destroyForcibly();
            answers.lines().filter(line -> line.endsWith(".")).forEach(acknowledged::add);
        }
        process.waitFor();
        try (Wall wall = open()) {
            List<String> shown = wall.after(Optional.empty(), Integer.MAX_VALUE).stream()
                    .map(thread -> thread.post().content().key() + ".")
                    .toList();
            assertThat(shown).containsAll(acknowledged).doesNotHaveDuplicates();
        }
    }

    /** Posts until it is killed, and says of each what was answered. */
    static final class Poster {

        private Poster() {}

        public static void main(String[] args) throws IOException {
            try (Wall wall = Wall.open(Path.of(args[0]), Clock.systemUTC())) {
                for (long i = 0; i < Long.MAX_VALUE; i++) {
                    post(wall, "k" + i, "Text ".repeat(500));
                    System.out.println("k" + i + ".");
                }
            }
        }
    }

    private Wall open() throws IOException {
        return Wall.open(folder, Clock.systemUTC());
    }

    private Path log() {
        return folder.resolve("receipts.jsonl");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(log());
    }

    private static Placed post(Wall wall, String key, String text) throws IOException {
        return wall.accept(submission(key, text), Optional.empty(), Repeats.SAME_KEY_ONCE);
    }

    private static Placed reply(Wall wall, String parent, String key, String text) throws IOException {
        return wall.accept(submission(key, text), Optional.of(parent), Repeats.SAME_KEY_ONCE);
    }

    private static Submission submission(String key, String text) {
        return new Submission("@a", "A", "a_1", "d_1", key, text, Optional.empty(), List.of(), Optional.empty());
    }
}
