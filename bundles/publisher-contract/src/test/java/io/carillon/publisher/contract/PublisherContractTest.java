package io.carillon.publisher.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.contract.MemoryPublisher.Mistake;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The contract catches what authors get wrong, and nothing else. */
class PublisherContractTest {

    private static final Map<Mistake, List<String>> CAUGHT_BY = Map.ofEntries(
            Map.entry(Mistake.NONE, List.of()),
            Map.entry(Mistake.ICON_WITH_SCRIPT, List.of("iconIsASmallSvgThatOnlyDraws")),
            Map.entry(Mistake.SHOWS_WHILE_PREPARING, List.of("preparingShowsNothing")),
            Map.entry(Mistake.PREPARES_WITH_A_COUNTER, List.of("withoutAWindowPreparingAlwaysGivesTheSame")),
            Map.entry(Mistake.CHANGES_THE_TEXT, List.of("textArrivesAsItWasWritten")),
            Map.entry(Mistake.FORGETS_THE_PICTURES, List.of("picturesArriveAsTheyAre")),
            Map.entry(Mistake.TAKES_LOST_FOR_UNAVAILABLE, List.of("lostAnswerIsDoubtAndSettlingItShowsNoSecondPost")),
            Map.entry(Mistake.FORGETS_ITS_KEYS, List.of("lostAnswerIsDoubtAndSettlingItShowsNoSecondPost")),
            Map.entry(
                    Mistake.FINDS_WHATEVER_LOOKS_THE_SAME,
                    List.of("olderEqualPostIsNotTakenForThisOne", "equalPostOfAnotherDeliveryIsNotTakenForThisOne")),
            Map.entry(Mistake.FINDS_NOTHING, List.of("lostAnswerIsDoubtAndSettlingItShowsNoSecondPost")),
            Map.entry(Mistake.IGNORES_THE_DEADLINE, List.of("hangingCallComesBackAtItsDeadlineAsDoubt")),
            Map.entry(Mistake.SENDS_WHAT_IS_FORGOTTEN_AGAIN_AND_AGAIN, List.of("whatTheNetworkForgotIsPreparedAfresh")),
            Map.entry(Mistake.SHOWS_WHAT_IT_DISCARDS, List.of("discardingWhatWasPreparedShowsNothingAndHurtsNobody")),
            Map.entry(Mistake.LOGS_THE_TOKEN, List.of("secretsAreNeverTold")),
            Map.entry(Mistake.TELLS_THE_TOKEN, List.of("secretsAreNeverTold")));

    private static Mistake current = Mistake.NONE;

    @ParameterizedTest
    @EnumSource
    void mistakeIsCaughtByTheTestThatIsNamedForIt(Mistake mistake) {
        current = mistake;
        List<String> tests = CAUGHT_BY.get(mistake);
        DiscoverySelector[] selected = tests.isEmpty()
                ? new DiscoverySelector[] {selectClass(UnderTest.class)}
                : tests.stream()
                        .map(test -> selectMethod(UnderTest.class, test))
                        .toArray(DiscoverySelector[]::new);
        List<String> failed =
                EngineTestKit.engine("junit-jupiter").selectors(selected).execute().testEvents().failed().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
                        .toList();
        assertThat(failed).containsExactlyInAnyOrderElementsOf(tests);
    }

    /** Run by the test above only: its name is none that a build looks for. */
    static final class UnderTest extends PublisherContract {

        private final MemoryPublisher publisher = new MemoryPublisher(current);

        @Override
        protected Publisher publisher() {
            return publisher;
        }

        @Override
        protected Account account() {
            return Account.of(new Platform("memory"), "@m", "M", Grant.oauthToken("never-tell-4711"));
        }

        @Override
        protected VisiblePosts network() {
            return account -> publisher.visible();
        }

        @Override
        protected void rehearse(Fault fault) {
            publisher.rehearse(Optional.of(fault));
        }

        @Override
        protected Set<Fault> rehearsable() {
            return EnumSet.allOf(Fault.class);
        }

        @Override
        protected void calm() {
            publisher.rehearse(Optional.empty());
        }
    }
}
