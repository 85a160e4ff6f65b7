package io.carillon.metrics.internal;

/** Figures that are read when somebody asks for them. */
interface Refreshed {

    /** Brings them up to date, within a second. */
    void refresh();
}
