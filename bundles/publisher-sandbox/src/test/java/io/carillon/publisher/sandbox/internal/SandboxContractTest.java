package io.carillon.publisher.sandbox.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.contract.Fault;
import io.carillon.publisher.contract.PublisherContract;
import io.carillon.publisher.contract.VisiblePosts;
import io.carillon.publisher.sandbox.internal.Receipt.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox keeps the contract as a network of every kind. */
class SandboxContractTest {

    @Nested
    class Keyed extends Contract {
        Keyed() {
            super(DoubtClass.KEYED);
        }
    }

    @Nested
    class Readable extends Contract {
        Readable() {
            super(DoubtClass.READABLE);
        }
    }

    @Nested
    class Probe extends Contract {
        Probe() {
            super(DoubtClass.PROBE);
        }
    }

    @Nested
    class None extends Contract {
        None() {
            super(DoubtClass.NONE);
        }
    }

    abstract static class Contract extends PublisherContract {

        private final Map<String, String> settings = new HashMap<>();

        @TempDir
        Path folder;

        private Wall wall;
        private SandboxPublisher publisher;

        private final DoubtClass kind;

        Contract(DoubtClass doubt) {
            kind = doubt;
            settings.put(Rehearsal.DOUBT, doubt.name());
        }

        @BeforeEach
        void open() throws IOException {
            wall = Wall.open(folder, Clock.systemUTC());
            WallAddress address = WallAddress.at("http://127.0.0.1:8080");
            publisher = new SandboxPublisher(
                    address,
                    new SandboxNetwork(
                            () -> wall,
                            address,
                            new Troubles(new SplittableRandom(1)),
                            Pause.real(),
                            Clock.systemUTC()));
        }

        @AfterEach
        void close() throws IOException {
            wall.close();
        }

        @Override
        protected Publisher publisher() {
            return publisher;
        }

        @Override
        protected Account account() {
            return Account.of(Platform.SANDBOX, "@bell", "Bell", Grant.oauthToken("never-tell-7731"))
                    .withSettings(settings);
        }

        @Override
        protected VisiblePosts network() {
            return account -> {
                List<VisiblePosts.VisiblePost> all = new ArrayList<>();
                for (Wall.Thread thread : wall.after(Optional.empty(), Integer.MAX_VALUE)) {
                    List<byte[]> media = new ArrayList<>();
                    for (Picture picture : thread.post().content().media()) {
                        media.add(Files.readAllBytes(
                                wall.pictures().find(picture.hash()).orElseThrow()));
                    }
                    all.add(new VisiblePosts.VisiblePost(
                            thread.post().id(), thread.post().content().text(), media));
                }
                return all;
            };
        }

        @Override
        protected void rehearse(Fault fault) {
            switch (fault) {
                case THROTTLED -> settings.put(Rehearsal.FAIL, "throttle");
                case UNAVAILABLE -> settings.put(Rehearsal.FAIL, "unavailable");
                case REJECTED -> settings.put(Rehearsal.FAIL, "reject");
                case REVOKED -> settings.put(Rehearsal.FAIL, "revoked");
                case LOST_ANSWER -> settings.put(Rehearsal.FAIL, "lost-answer");
                case HANGING -> settings.put(Rehearsal.DELAY, "600000");
            }
        }

        @Override
        protected void calm() {
            settings.keySet().retainAll(Set.of(Rehearsal.DOUBT));
        }

        @Override
        protected Optional<Wrong> wrong() {
            Map<String, String> broken = Map.of("fail", "sometimes", "failProbability", "2", "delayMs", "soon");
            return Optional.of(new Wrong(
                    account().withSettings(broken),
                    new Message("", List.of(), Optional.empty(), Optional.empty(), List.of()),
                    Set.of("settings.fail", "settings.failProbability", "settings.delayMs")));
        }

        /** As it comes, the sandbox is a keyed network; what it can be besides is a rehearsal. */
        @Override
        protected String checklist() {
            return kind == DoubtClass.KEYED
                    ? super.checklist()
                    : "checklists/sandbox-" + kind.name().toLowerCase(Locale.ROOT) + ".properties";
        }

        @Override
        protected Optional<List<VisibleReply>> replies() throws IOException {
            List<VisibleReply> all = new ArrayList<>();
            for (Wall.Thread thread : wall.after(Optional.empty(), Integer.MAX_VALUE)) {
                thread.replies()
                        .forEach(reply -> all.add(new VisibleReply(
                                reply.id(),
                                reply.parent().orElseThrow(),
                                reply.content().text())));
            }
            return Optional.of(all);
        }

        @Override
        protected Optional<Map<String, String>> answers() {
            return Optional.of(Map.of("handle", "@bell"));
        }

        @Override
        protected Optional<Map<String, String>> wrongAnswers() {
            return Optional.of(Map.of("handle", "no handle at all"));
        }

        /** The wall is in the same process. */
        @Override
        protected boolean metricsCanFail() {
            return false;
        }
    }
}
