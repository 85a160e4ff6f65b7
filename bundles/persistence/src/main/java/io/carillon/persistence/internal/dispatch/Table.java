package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.Delivery;
import io.carillon.persistence.internal.sql.Row;
import java.sql.SQLException;

/** Where the engine's work is: deliveries, and the steps that follow them. Both have every column that it works with. */
public enum Table {
    DELIVERY("delivery", DeliveryRows.COLUMNS) {
        @Override
        public Delivery read(Row row) throws SQLException {
            return DeliveryRows.read(row);
        }
    },
    STEP("step", StepRows.COLUMNS) {
        @Override
        public Delivery read(Row row) throws SQLException {
            return StepRows.read(row);
        }
    };

    private final String name;
    private final String columns;

    Table(String name, String columns) {
        this.name = name;
        this.columns = columns;
    }

    static Table of(Delivery delivery) {
        return delivery.step().isPresent() ? STEP : DELIVERY;
    }

    @Override
    public String toString() {
        return name;
    }

    /** The index that finds what wakes. */
    String byWake() {
        return name + "_wake";
    }

    /** The index that finds what is claimed. */
    String byClaim() {
        return name + "_claim";
    }

    /** The index that finds what is in a state. */
    String byState() {
        return name + "_state";
    }

    /** What {@link #read} reads. */
    public String columns() {
        return columns;
    }

    public abstract Delivery read(Row row) throws SQLException;
}
