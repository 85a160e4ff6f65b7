package io.carillon.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "Asia/Calcutta", "US/Eastern", "UTC", "Z", "+02:00", "UTC+1", "Etc/GMT+5"})
    void zonesAndTheirAliasesAreThemselves(String name) {
        assertThat(TimeZones.of(name)).isEqualTo(ZoneId.of(name));
        assertThat(TimeZones.isKnown(TimeZones.of(name))).isTrue();
    }

    @Test
    void unknownZoneKeepsItsNameAndHasNoRules() {
        ZoneId zone = TimeZones.of("Europe/Atlantis");

        assertThat(zone.getId()).isEqualTo("Europe/Atlantis");
        assertThat(zone).isEqualTo(TimeZones.of("Europe/Atlantis")).isNotEqualTo(TimeZones.of("Europe/Lyonesse"));
        assertThat(TimeZones.isKnown(zone)).isFalse();
        assertThat(TimeZones.find("Europe/Atlantis")).isEmpty();
        assertThat(TimeZones.knownOrUtc(zone)).isEqualTo(ZoneOffset.UTC);
        assertThatThrownBy(zone::getRules).isInstanceOf(ZoneRulesException.class);
        assertThat(TimeZones.about(LocalDateTime.parse("2026-03-01T09:00"), zone))
                .isEqualTo("2026-03-01T09:00:00Z");
    }

    @Test
    void momentIsToldInItsZoneOrInUtcWithoutRules() {
        Instant moment = Instant.parse("2027-03-01T10:00:30Z");

        assertThat(TimeZones.told(moment, ZoneId.of("Europe/Berlin")))
                .isEqualTo("1 March 2027 at 11:00 (Europe/Berlin)");
        assertThat(TimeZones.told(moment, TimeZones.of("Europe/Atlantis"))).isEqualTo("1 March 2027 at 10:00 (UTC)");
    }

    @Test
    void longNamesAreRead() {
        String name = "Europe/" + "Atlantis".repeat(40);

        assertThat(TimeZones.of(name).getId()).isEqualTo(name);
    }

    @Test
    void whatNoZoneIsCalledIsRefused() {
        assertThatThrownBy(() -> TimeZones.of("Mount Olympus!")).isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "UTC", "EST"})
    void typedZoneIsFound(String name) {
        assertThat(ZoneId.getAvailableZoneIds()).contains(TimeZones.typed(name).getId());
    }

    @ParameterizedTest
    @CsvSource({
        "europe/berlin, Did you mean Europe/Berlin?",
        "America/New york, Did you mean America/New_York?",
        "Berlin, Use an IANA zone such as Europe/Berlin.",
        "+01:00, Use an IANA zone such as Europe/Berlin.",
        "'', Use an IANA zone such as Europe/Berlin."
    })
    void typedZoneThatIsNoneIsRefusedWithTheOneThatMayBeMeant(String name, String advice) {
        assertThatThrownBy(() -> TimeZones.typed(name))
                .isInstanceOf(DateTimeException.class)
                .hasMessage("There is no zone '" + name + "'. " + advice);
    }

    @Test
    void renamedZoneIsFoundUnderEitherName() {
        Set<String> older = Set.of("Europe/Kiev");

        assertThat(TimeZones.find("Europe/Kyiv", older)).contains(ZoneId.of("Europe/Kiev"));
        assertThat(TimeZones.find("Europe/Kyiv", Set.of("Europe/Kiev", "Europe/Kyiv")))
                .contains(ZoneId.of("Europe/Kyiv"));
        assertThat(TimeZones.find("Europe/Kiev")).contains(ZoneId.of("Europe/Kiev"));
        assertThat(TimeZones.of("EST").getRules().getOffset(LocalDateTime.parse("2026-07-01T00:00")))
                .isEqualTo(ZoneOffset.ofHours(-5));
    }

    @Test
    void problemSaysWhatToDo() {
        assertThat(TimeZones.warning("zone", ZoneId.of("Europe/Berlin"), "")).isEmpty();
        Optional<Violation> problem =
                TimeZones.warning("schedule.zone", TimeZones.of("Europe/Atlantis"), "Nothing more is planned.");
        assertThat(problem).hasValueSatisfying(violation -> {
            assertThat(violation.severity()).isEqualTo(Violation.Severity.WARNING);
            assertThat(violation.actual()).isEqualTo("Europe/Atlantis");
            assertThat(violation.message())
                    .contains("'Europe/Atlantis'", "Nothing more is planned.", "newer time zone data");
        });
    }

    @Test
    void versionOfTheDataIsAYearAndALetter() {
        assertThat(TimeZones.dataVersion()).matches("20\\d\\d[a-z]+");
    }
}
