package io.carillon.scheduler.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.store.Claimant;
import io.carillon.scheduler.Journal.Mark;
import io.carillon.scheduler.Journal.Trace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SendJournalTest {

    private static final Instant AT = Instant.parse("2026-02-10T09:00:00.000123Z");
    private static final Optional<String> OS = Optional.of("os-1");
    private static final AttemptId ATTEMPT = new AttemptId("t_1");

    @TempDir
    private Path folder;

    private SendJournal run(String boot) throws IOException {
        return new SendJournal(folder, new Claimant("n1", boot), OS);
    }

    private Path file(String boot) {
        return folder.resolve(boot + ".sending");
    }

    private void damage(long offset, int value) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(file("b1").toFile(), "rw")) {
            file.seek(offset);
            file.write(value);
        }
    }

    @Test
    void markOfAFormerRunIsFoundWithoutTheFileEverHavingBeenClosed() throws IOException {
        run("b1").mark(ATTEMPT, AT);

        SendJournal next = run("b2");

        assertThat(next.trace("b1", ATTEMPT)).isEqualTo(Trace.sent(AT));
        assertThat(next.trace("b1", new AttemptId("t_2"))).isEqualTo(Trace.NOT_SENT);
    }

    @Test
    void clearedMarkIsGone() throws IOException {
        Mark mark = run("b1").mark(ATTEMPT, AT);
        mark.answered(new Unavailable("down"), AT);
        mark.clear();

        assertThat(run("b2").trace("b1", ATTEMPT)).isEqualTo(Trace.NOT_SENT);
    }

    @Test
    void markThatIsClearedTwiceOrAnsweredAfterwardsHarmsNobodyElse() throws IOException {
        SendJournal journal = run("b1");
        Mark first = journal.mark(ATTEMPT, AT);
        first.clear();
        AttemptId second = new AttemptId("t_2");
        journal.mark(second, AT);
        first.answered(new Unavailable("late"), AT);
        first.clear();

        assertThat(run("b2").trace("b1", second)).isEqualTo(Trace.sent(AT));
    }

    static List<PublishOutcome> outcomes() {
        return List.of(
                Published.of("1234", URI.create("https://network.test/1234"), AT),
                new Published(new Publication("1234", Optional.empty(), AT)),
                new Throttled(AT.plusSeconds(60), "slow down"),
                new Unavailable("down"),
                Rejected.of("too-long", "At most 500 characters: ä"),
                new ReauthorisationNeeded("revoked"),
                new Indeterminate("reset"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void answerOfAFormerRunIsFoundAsItWas(PublishOutcome outcome) throws IOException {
        run("b1").mark(ATTEMPT, AT).answered(outcome, AT.plusSeconds(1));

        assertThat(run("b2").trace("b1", ATTEMPT)).isEqualTo(Trace.answered(AT, AT.plusSeconds(1), outcome));
    }

    @Test
    void permalinkThatDoesNotFitIsLeftOut() throws IOException {
        URI endless = URI.create("https://network.test/" + "x".repeat(1000));
        run("b1").mark(ATTEMPT, AT).answered(Published.of("1234", endless, AT), AT);

        Published published =
                (Published) run("b2").trace("b1", ATTEMPT).outcome().orElseThrow();
        assertThat(published.publication().remoteId()).isEqualTo("1234");
        assertThat(published.publication().permalink()).isEmpty();
    }

    @Test
    void remoteIdThatDoesNotFitLeavesTheAttemptInDoubt() throws IOException {
        Published published = new Published(new Publication("x".repeat(500), Optional.empty(), AT));
        run("b1").mark(ATTEMPT, AT).answered(published, AT);

        assertThat(run("b2").trace("b1", ATTEMPT)).isEqualTo(Trace.sent(AT));
    }

    @Test
    void instantThatIsTooFarAwayIsKeptAsTheLastThereIs() throws IOException {
        Mark mark = run("b1").mark(ATTEMPT, AT);

        mark.answered(new Throttled(Instant.MAX, "for ever"), AT);

        assertThat(run("b2").trace("b1", ATTEMPT).outcome())
                .hasValueSatisfying(outcome ->
                        assertThat(((Throttled) outcome).retryAt()).isAfter(AT.plus(Duration.ofDays(365_000))));
    }

    @Test
    void instantAfterTheYear2262ComesBackAsItWas() throws IOException {
        Instant far = Instant.parse("2400-02-29T12:00:00.000001Z");
        run("b1").mark(ATTEMPT, AT).answered(new Throttled(far, "for long"), AT);

        assertThat(run("b2").trace("b1", ATTEMPT).outcome()).contains(new Throttled(far, "for long"));
    }

    @Test
    void longExplanationIsCutToFit() throws IOException {
        run("b1").mark(ATTEMPT, AT).answered(new Unavailable("y".repeat(2000)), AT);

        Unavailable read =
                (Unavailable) run("b2").trace("b1", ATTEMPT).outcome().orElseThrow();
        assertThat(read.reason()).startsWith("yyyy").hasSizeBetween(300, 500);
    }

    @Test
    void thousandsOfCallsMayBeUnderWay() throws IOException {
        SendJournal journal = run("b1");
        List<AttemptId> attempts =
                IntStream.range(0, 5000).mapToObj(i -> new AttemptId("t_" + i)).toList();
        List<Mark> marks =
                attempts.stream().map(attempt -> journal.mark(attempt, AT)).toList();
        marks.subList(0, 2500).forEach(Mark::clear);

        SendJournal next = run("b2");
        assertThat(attempts.subList(0, 2500))
                .allMatch(attempt -> next.trace("b1", attempt).equals(Trace.NOT_SENT));
        assertThat(attempts.subList(2500, 5000))
                .allMatch(attempt -> next.trace("b1", attempt).equals(Trace.sent(AT)));
    }

    @Test
    void placesAreUsedAgain() throws IOException {
        SendJournal journal = run("b1");
        long before = Files.size(file("b1"));
        IntStream.range(0, 10_000)
                .forEach(i -> journal.mark(new AttemptId("t_" + i), AT).clear());

        assertThat(Files.size(file("b1"))).isEqualTo(before);
    }

    @Test
    void nothingIsConcludedAfterTheMachineWentDown() throws IOException {
        run("b1").mark(ATTEMPT, AT);

        SendJournal next = new SendJournal(folder, new Claimant("n1", "b2"), Optional.of("os-2"));

        assertThat(next.trace("b1", ATTEMPT)).isEqualTo(Trace.NOTHING_KNOWN);
        assertThat(next.trace("b1", new AttemptId("t_2"))).isEqualTo(Trace.NOTHING_KNOWN);
    }

    @Test
    void nothingIsConcludedWhereTheSystemDoesNotTellItsRuns() throws IOException {
        new SendJournal(folder, new Claimant("n1", "b1"), Optional.empty()).mark(ATTEMPT, AT);

        SendJournal next = new SendJournal(folder, new Claimant("n1", "b2"), Optional.empty());

        assertThat(next.trace("b1", ATTEMPT)).isEqualTo(Trace.NOTHING_KNOWN);
    }

    @Test
    void nothingIsConcludedFromAJournalThatIsMissing() throws IOException {
        assertThat(run("b2").trace("b1", ATTEMPT)).isEqualTo(Trace.NOTHING_KNOWN);
    }

    @Test
    void nothingIsConcludedFromAJournalWithADamagedHeader() throws IOException {
        run("b1").mark(ATTEMPT, AT);
        damage(20, 'X');

        assertThat(run("b2").trace("b1", new AttemptId("t_2"))).isEqualTo(Trace.NOTHING_KNOWN);
    }

    @Test
    void nothingIsConcludedFromAJournalWithADamagedNote() throws IOException {
        run("b1").mark(ATTEMPT, AT);
        damage(JournalHeader.BLOCK, 77);

        assertThat(run("b2").trace("b1", new AttemptId("t_2"))).isEqualTo(Trace.NOTHING_KNOWN);
    }

    @Test
    void nothingIsConcludedFromAJournalThatIsTooShortWhereverItWasCut() throws IOException {
        SendJournal journal = run("b1");
        journal.mark(ATTEMPT, AT);
        byte[] whole = Files.readAllBytes(file("b1"));
        for (int length : new int[] {0, 1, 511, 512, 513, 1024, whole.length - 512, whole.length - 1}) {
            Files.write(file("b1"), Arrays.copyOf(whole, length));
            SendJournal next = run("b2-" + length);
            assertThat(next.trace("b1", new AttemptId("t_2")))
                    .as("cut to " + length)
                    .isEqualTo(Trace.NOTHING_KNOWN);
            next.close();
        }
    }

    @Test
    void journalsOfFormerRunsAreDeletedWhenTheyAreOfNoUse() throws IOException {
        run("b1").mark(ATTEMPT, AT);
        SendJournal next = run("b2");

        next.forgetFormerRuns();

        assertThat(file("b1")).doesNotExist();
        assertThat(file("b2")).exists();
    }

    @Test
    void journalsThatAreDeletedStillSayWhatTheyHaveSaid() throws IOException {
        run("b1").mark(ATTEMPT, AT);
        SendJournal next = run("b2");

        next.forgetFormerRuns();

        assertThat(next.trace("b1", ATTEMPT)).isEqualTo(Trace.sent(AT));
        assertThat(next.trace("b1", new AttemptId("t_2"))).isEqualTo(Trace.NOT_SENT);
        assertThat(next.trace("b0", ATTEMPT)).isEqualTo(Trace.NOTHING_KNOWN);
    }

    @Test
    void journalThatCannotBeReadIsDeletedAndSaysNothing() throws IOException {
        Files.createDirectories(file("b1"));
        SendJournal next = run("b2");

        next.forgetFormerRuns();

        assertThat(file("b1")).doesNotExist();
        assertThat(next.trace("b1", ATTEMPT)).isEqualTo(Trace.NOTHING_KNOWN);
    }

    @Test
    void nodeKeepsItsIdAndItsFolderToItself() throws IOException {
        try (NodeIdentity first = new NodeIdentity(folder, () -> "n-1")) {
            assertThat(first.node()).isEqualTo("n-1");
            assertThatThrownBy(() -> new NodeIdentity(folder, () -> "n-2"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another Carillon");
        }
        try (NodeIdentity again = new NodeIdentity(folder, () -> "n-2")) {
            assertThat(again.node()).isEqualTo("n-1");
        }
    }

    @Test
    void nodeIdThatIsNoneIsRefusedWithTheFix() throws IOException {
        Files.writeString(folder.resolve("node.id"), "what is this?\n");

        assertThatThrownBy(() -> new NodeIdentity(folder, () -> "n-2"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("what is this?")
                .hasMessageContaining("delete the file");
    }
}
