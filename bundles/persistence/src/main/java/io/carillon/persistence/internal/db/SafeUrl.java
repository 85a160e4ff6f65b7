package io.carillon.persistence.internal.db;

/** A JDBC URL without its parameters, which may hold a password. */
final class SafeUrl {

    private SafeUrl() {}

    static String of(String url) {
        int parameters = url.indexOf('?') >= 0 ? url.indexOf('?') : url.indexOf(';');
        String bare = parameters < 0 ? url : url.substring(0, parameters);
        return bare.replaceFirst("//[^/@]*@", "//");
    }
}
