package io.carillon.itests.simulators.http;

/** A file in a request. */
public record Upload(String name, String type, byte[] bytes) {}
