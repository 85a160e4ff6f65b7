package io.carillon.itests.trust;

class KillLoopOnDerbyIT extends KillLoop {

    KillLoopOnDerbyIT() {
        super(Database.DERBY);
    }
}
