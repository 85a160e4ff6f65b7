package io.carillon.publisher.contract;

import java.util.List;

/** What authors get wrong, and the rules that catch it. */
enum Mistake {
    NONE(),
    ICON_WITH_SCRIPT("iconIsASmallSvgThatOnlyDraws"),
    HARD_CODED_HOST("everythingThatItCallsIsConfigured"),
    NAME_WITH_A_BLANK("limitsAreOnesThatAPostCanKeep"),
    NAMES_WHAT_IS_NOT_THERE("whatTheProfileNamesIsThere"),
    SHOWS_WHILE_PREPARING("preparingShowsNothing"),
    PREPARES_WITH_A_COUNTER("withoutAWindowPreparingAlwaysGivesTheSame"),
    CHANGES_THE_TEXT("textArrivesAsItWasWritten"),
    FORGETS_THE_PICTURES("picturesArriveAsTheyAre"),
    TAKES_LOST_FOR_UNAVAILABLE("lostAnswerIsDoubtAndSettlingItShowsNoSecondPost"),
    FORGETS_ITS_KEYS("lostAnswerIsDoubtAndSettlingItShowsNoSecondPost", "repeatingUnderTheSameKeyShowsNoSecondPost"),
    CLAIMS_WHAT_IT_WAS_ASKED_ABOUT("whatIsAbsentCanBeSentAfterAll"),
    FINDS_WHATEVER_LOOKS_THE_SAME(
            "olderEqualPostIsNotTakenForThisOne", "equalPostOfAnotherDeliveryIsNotTakenForThisOne"),
    FINDS_NOTHING("lostAnswerIsDoubtAndSettlingItShowsNoSecondPost"),
    IGNORES_THE_DEADLINE("hangingCallComesBackAtItsDeadlineAsDoubt"),
    SENDS_WHAT_IS_FORGOTTEN_AGAIN_AND_AGAIN("whatTheNetworkForgotIsPreparedAfresh"),
    SHOWS_WHAT_IT_DISCARDS("discardingWhatWasPreparedShowsNothingAndHurtsNobody"),
    LOGS_THE_TOKEN("secretsAreNeverTold"),
    TELLS_THE_TOKEN("secretsAreNeverTold"),

    COMMENTS_ON_THE_WRONG_POST("firstCommentHangsUnderItsPost"),
    BREAKS_THE_THREAD("partsOfAThreadFollowEachOther"),
    REFUSED_STEP_TAKES_THE_POST_ALONG("refusedStepLeavesThePostAlone"),
    TAKES_A_LOST_STEP_FOR_UNAVAILABLE("lostAnswerOfAStepIsDoubtAndSettlingItSaysItOnce"),
    FORGETS_THE_KEYS_OF_STEPS(
            "lostAnswerOfAStepIsDoubtAndSettlingItSaysItOnce", "stepIsRepeatedUnderItsKeyWithoutBeingSaidTwice"),
    FINDS_WHATEVER_REPLY_LOOKS_THE_SAME("stepThatNeverArrivedIsNotFound"),
    LOOKS_UP_NO_ADDRESS("permalinkIsToldByALookUp"),

    KEEPS_THE_PASSWORD_IN_THE_SETTINGS("whoConnectsIsNamedAndSecretsAreInTheGrantOnly"),
    NAMES_EACH_SIGN_IN_ANEW("connectingAgainFindsTheSameIdentity"),
    REFUSES_WITHOUT_A_WORD("wrongAnswersAreRefusedByField"),
    TAKES_TROUBLE_FOR_A_REFUSAL("networkThatIsNotThereRefusesNobody"),
    LOGS_THE_PASSWORD("connectingTellsNoSecret"),
    RENEWS_NOTHING("renewedGrantIsAnotherAndServes"),
    TAKES_AN_ENDED_GRANT_FOR_TROUBLE("endedGrantIsToldFromANetworkThatIsNotThere"),
    TAKES_TROUBLE_FOR_THE_END("troubleOfTheNetworkEndsNoGrant"),
    HIDES_A_LOST_RENEWAL("lostAnswerOfARenewalIsToldAsSuch"),
    TELLS_THE_TOKEN_WHEN_RENEWING("renewingTellsNoSecret"),

    TELLS_THE_TOKEN_WHEN_LOOKING("lookAtAnAccountTellsNoSecret"),
    TAKES_TROUBLE_FOR_A_REVOKED_GRANT("troubleOfTheNetworkIsNoRevokedGrant"),

    REMOVES_THE_LATEST("removedPostIsGoneAndRemovingItAgainIsNoError"),
    REMOVES_ONLY_ONCE("removedPostIsGoneAndRemovingItAgainIsNoError"),
    CHANGES_BY_POSTING_ANEW("changedPostKeepsItsPlace"),
    COUNTS_BY_ODD_NAMES("figuresOfAPostAreReadByItsId"),
    COUNTS_WHAT_IS_GONE("postThatIsGoneHasNoFigures"),
    HIDES_THAT_IT_CANNOT_COUNT("figuresThatCannotBeReadAreAnError"),
    TAKES_A_REFUSED_GRANT_FOR_TROUBLE_OF_COUNTING("refusedGrantIsNoNetworkThatCannotBeRead"),

    BEGINS_ANEW_AND_FAILS("preparingGoesOnFromEachOfItsCheckpoints"),
    GOES_ON_AFTER_A_REFUSAL("preparingStopsWhereACheckpointIsRefused"),
    IS_READY_AND_OVER("whatIsReadyLastsForAWhileAndIsPreparedAnewAfterwards"),
    STORES_THE_TOKEN("nothingSecretIsStored"),
    BREAKS_ON_OLD_VALUES("whatWasStoredAndIsNotItsOwnIsNoCrash");

    private final List<String> rules;

    Mistake(String... rules) {
        this.rules = List.of(rules);
    }

    /** Those that fail. */
    List<String> rules() {
        return rules;
    }

    /** Whether only a publisher that prepares ahead can make it. */
    boolean isOfPreparing() {
        return ordinal() >= BEGINS_ANEW_AND_FAILS.ordinal();
    }
}
