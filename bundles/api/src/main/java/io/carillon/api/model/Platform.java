package io.carillon.api.model;

/** x. */
public record Platform(String id) {}
