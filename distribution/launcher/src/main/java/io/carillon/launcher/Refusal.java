package io.carillon.launcher;

/** Why the server does not start: what is wrong, the rule behind it, and what would put it right. */
final class Refusal extends Exception {

    Refusal(String what, String rule, String fix) {
        super("Carillon cannot start: %s%n  Rule: %s%n  Fix:  %s".formatted(what, rule, fix));
    }
}
