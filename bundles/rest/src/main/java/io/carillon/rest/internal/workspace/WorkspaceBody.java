package io.carillon.rest.internal.workspace;

import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.rest.internal.body.WarningView;
import io.carillon.rest.internal.body.Zones;
import io.carillon.rest.internal.problem.Violations;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What may be said of a workspace; a zone that is absent is UTC, what was missed is treated as usual, and without a word no
 * post needs approval.
 */
public record WorkspaceBody(String name, String zone, Missed missed, Boolean approvalRequired) {

    private static final int MAX_NAME = 100;
    private static final long MAX_LATE_MINUTES = 60L * 24 * 365;

    /** What happens to posts that were due while the server was away; {@code limitMinutes} is for PUBLISH_LATE. */
    public record Missed(MissedPolicy.Rule rule, Long limitMinutes) {

        static Missed of(MissedPolicy policy) {
            return new Missed(policy.rule(), policy.limit().toMinutes());
        }
    }

    /** As it is answered. */
    public record View(
            String id, String name, String zone, Missed missed, boolean approvalRequired, List<WarningView> warnings) {

        static View of(Workspace workspace) {
            return new View(
                    workspace.id().value(),
                    workspace.name(),
                    Zones.text(workspace.zone()),
                    Missed.of(workspace.missed()),
                    workspace.approvalRequired(),
                    WarningView.ofZone("zone", Optional.of(workspace.zone()), "Times are shown in UTC."));
        }
    }

    static WorkspaceBody of(Workspace workspace) {
        return new WorkspaceBody(
                workspace.name(),
                Zones.text(workspace.zone()),
                Missed.of(workspace.missed()),
                workspace.approvalRequired());
    }

    /** @throws io.carillon.api.service.InvalidException with everything that is wrong */
    Workspace toWorkspace(WorkspaceId id, long version) {
        Violations violations = new Violations();
        if (name == null || name.isBlank() || name.length() > MAX_NAME) {
            violations.add(
                    "name",
                    "length",
                    "1 to " + MAX_NAME,
                    Integer.toString(name == null ? 0 : name.length()),
                    "Give the workspace a name of 1 to " + MAX_NAME + " characters.");
        }
        Optional<ZoneId> chosen = zone == null ? Optional.of(ZoneId.of("UTC")) : Zones.parse("zone", zone, violations);
        MissedPolicy policy = policy(violations);
        violations.throwIfAny();
        return new Workspace(
                id, name.strip(), chosen.orElseThrow(), policy, Boolean.TRUE.equals(approvalRequired), version);
    }

    private MissedPolicy policy(Violations violations) {
        MissedPolicy usual = MissedPolicy.DEFAULT;
        if (missed == null) {
            return usual;
        }
        MissedPolicy.Rule rule = missed.rule() == null ? usual.rule() : missed.rule();
        long minutes = missed.limitMinutes() == null ? usual.limit().toMinutes() : missed.limitMinutes();
        if (minutes < 0 || minutes > MAX_LATE_MINUTES) {
            violations.add(
                    "missed.limitMinutes",
                    "range",
                    "0 to " + MAX_LATE_MINUTES,
                    Long.toString(minutes),
                    "limitMinutes is 0 to " + MAX_LATE_MINUTES + ".");
            return usual;
        }
        return new MissedPolicy(rule, Duration.ofMinutes(minutes));
    }
}
