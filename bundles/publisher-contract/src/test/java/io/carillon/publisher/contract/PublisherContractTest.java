package io.carillon.publisher.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The contract catches what authors get wrong, and nothing else. */
class PublisherContractTest {

    @AfterEach
    void forget() {
        MemoryContract.mistake = Mistake.NONE;
        MemoryContract.checklist = Optional.empty();
    }

    @ParameterizedTest
    @EnumSource
    void mistakeIsCaughtByTheRulesThatAreNamedForIt(Mistake mistake) {
        MemoryContract.mistake = mistake;
        Class<?> type = mistake.isOfPreparing() ? MemoryContract.Ahead.class : MemoryContract.AtOnce.class;
        DiscoverySelector[] selected =
                mistake.rules().stream().map(rule -> selectMethod(type, rule)).toArray(DiscoverySelector[]::new);
        assertThat(failed(selected).keySet()).containsExactlyInAnyOrderElementsOf(mistake.rules());
    }

    @ParameterizedTest
    @ValueSource(classes = {MemoryContract.AtOnce.class, MemoryContract.Ahead.class})
    void whoMakesNoMistakeKeepsEveryRule(Class<?> type) {
        assertThat(failed(selectClass(type))).isEmpty();
    }

    /** Those that only ask for what the compiler or a record would not let pass anyway are seen to fail elsewhere. */
    @Test
    void thereIsAMistakeForEveryNewRule() {
        Set<String> caught = new HashSet<>();
        Arrays.stream(Mistake.values()).forEach(mistake -> caught.addAll(mistake.rules()));
        assertThat(Checklist.allRules()).containsAll(caught);
        Set<String> without = new HashSet<>(Checklist.allRules());
        without.removeAll(caught);
        assertThat(without)
                .containsExactlyInAnyOrder(
                        "profileIsTheSameWheneverItIsAskedFor",
                        "mediaRulesAgreeWithEachOther",
                        "fieldsToConnectWithHaveNamesOfTheirOwn",
                        "whatAnAccountMayDoIsKnownWithoutTheNetwork",
                        "goodPostHasNoProblem",
                        "allProblemsAreToldAtOnce",
                        "preparingGoesOnFromWhatWasStored",
                        "publishedPostIsVisibleOnce",
                        "unreadablePicturePublishesNothing",
                        "postsOfSeveralThreadsAreAllVisibleOnce",
                        "throttledPostSaysWhenToTryAgainAndIsNotVisible",
                        "unavailableNetworkHasAcceptedNothing",
                        "rejectedPostSaysWhy",
                        "revokedGrantAsksForItsOwner",
                        "whatNeverArrivedIsNotFound");
    }

    // ---- The checklist ------------------------------------------------------------------------

    private String refusal(String checklist, String rule) {
        MemoryContract.checklist = Optional.of("checklists/" + checklist + ".properties");
        return String.join(
                "\n", failed(selectMethod(MemoryContract.AtOnce.class, rule)).values());
    }

    @Test
    void withoutAChecklistThereIsOneToBeginWith() {
        assertThat(refusal("none", "iconIsASmallSvgThatOnlyDraws"))
                .contains("There is no checklist", "checklists/none.properties", "textArrivesAsItWasWritten = done");
    }

    @Test
    void exemptRuleThatPassesIsRefused() {
        assertThat(refusal("wrong", "iconIsASmallSvgThatOnlyDraws")).contains("exempts", "write 'done'");
    }

    @Test
    void ruleThatIsDoneButNotTestedIsRefused() {
        assertThat(refusal("wrong", "allProblemsAreToldAtOnce")).contains("is done, but the test does not apply");
    }

    @Test
    void exemptionNeedsAReason() {
        assertThat(refusal("wrong", "preparingShowsNothing")).contains("must be 'done' or 'exempt: <reason>'");
    }

    @Test
    void ruleThatIsLeftOutIsRefused() {
        assertThat(refusal("wrong", "picturesArriveAsTheyAre"))
                .contains("lacks the line 'picturesArriveAsTheyAre = done'");
        assertThat(refusal("wrong", "preparingGoesOnFromEachOfItsCheckpoints")).contains("exempt: <reason>");
    }

    @Test
    void ruleThatDoesNotExistIsRefused() {
        assertThat(refusal("wrong", "checklistNamesEveryRuleAndNoOther")).contains("aRuleOfYesterday");
    }

    private static TreeMap<String, String> failed(DiscoverySelector... selected) {
        TreeMap<String, String> failed = new TreeMap<>();
        if (selected.length == 0) {
            return failed;
        }
        List<Event> events = EngineTestKit.engine("junit-jupiter")
                .selectors(selected)
                .execute()
                .testEvents()
                .failed()
                .list();
        events.forEach(event -> failed.put(
                event.getTestDescriptor().getDisplayName().replace("()", ""),
                event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .map(String::valueOf)
                        .orElse("")));
        return failed;
    }
}
