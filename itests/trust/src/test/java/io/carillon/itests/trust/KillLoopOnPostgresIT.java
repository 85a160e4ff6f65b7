package io.carillon.itests.trust;

class KillLoopOnPostgresIT extends KillLoop {

    KillLoopOnPostgresIT() {
        super(Database.POSTGRESQL);
    }
}
