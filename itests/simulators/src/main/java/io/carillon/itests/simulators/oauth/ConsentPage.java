package io.carillon.itests.simulators.oauth;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pages that people see: plain forms, which a browser can click and a test can post. */
final class ConsentPage {

    private ConsentPage() {}

    /**
     * Asks for consent.
     *
     * @param hidden what the request asked for, to be sent along with the answer
     */
    static String ask(String network, App app, List<String> scopes, List<String> users, Map<String, String> hidden) {
        String fields = hidden.entrySet().stream()
                .map(field -> "<input type=\"hidden\" name=\"" + escaped(field.getKey()) + "\" value=\""
                        + escaped(field.getValue()) + "\">")
                .collect(Collectors.joining("\n"));
        String options = users.stream()
                .map(user -> "<option value=\"" + escaped(user) + "\">" + escaped(user) + "</option>")
                .collect(Collectors.joining());
        String list =
                scopes.stream().map(scope -> "<li>" + escaped(scope) + "</li>").collect(Collectors.joining());
        return page(
                network,
                "<h1>" + escaped(app.name()) + " would like to use your account</h1>\n<ul>" + list + "</ul>\n"
                        + "<form method=\"post\" action=\"/oauth/authorize\">\n" + fields
                        + "\n<label>Signed in as <select name=\"user\">" + options + "</select></label>\n"
                        + "<button type=\"submit\" name=\"decision\" value=\"allow\" id=\"allow\">Allow</button>\n"
                        + "<button type=\"submit\" name=\"decision\" value=\"deny\" id=\"deny\">Deny</button>\n</form>");
    }

    static String error(String network, String message) {
        return page(network, "<h1>An error has occurred</h1>\n<p id=\"error\">" + escaped(message) + "</p>");
    }

    /** For apps that have no address to come back to. */
    static String code(String network, String code) {
        return page(network, "<h1>Copy this code</h1>\n<p id=\"code\">" + escaped(code) + "</p>");
    }

    private static String page(String network, String body) {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escaped(network)
                + " (simulated)</title></head>\n<body>\n" + body + "\n</body></html>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
