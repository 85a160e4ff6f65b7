package io.carillon.persistence.internal;

import io.carillon.itests.postgres.PostgresCondition;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Derby is always there; PostgreSQL where it can be run. */
final class ChosenDatabase implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return switch (TestStores.DATABASE) {
            case DERBY -> ConditionEvaluationResult.enabled("Derby is built in");
            case POSTGRESQL -> new PostgresCondition().evaluateExecutionCondition(context);
        };
    }
}
