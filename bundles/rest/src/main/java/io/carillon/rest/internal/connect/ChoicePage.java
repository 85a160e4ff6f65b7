package io.carillon.rest.internal.connect;

import static io.carillon.rest.internal.connect.Page.text;

import io.carillon.api.service.Connections.Candidate;
import io.carillon.api.service.Connections.Choice;

/** Where a person chooses which identities to add. */
final class ChoicePage {

    private ChoicePage() {}

    /**
     * The page.
     *
     * @param token that guards the form
     * @param problem what was wrong with the choice before; empty at first
     */
    static Page of(Choice choice, String state, String token, String problem) {
        boolean single = choice.identities().size() == 1;
        StringBuilder page = new StringBuilder();
        if (!problem.isEmpty()) {
            page.append("<p class=\"warn\" role=\"alert\">")
                    .append(text(problem))
                    .append("</p>\n");
        }
        page.append("<form method=\"post\" action=\"/oauth/choose\">\n")
                .append(hidden("state", state))
                .append(hidden("token", token))
                .append("<fieldset>\n<legend>")
                .append(single ? "Carillon will publish as:" : "Choose the accounts that Carillon should publish to:")
                .append("</legend>\n");
        choice.identities().forEach(identity -> page.append(identity(identity, single)));
        page.append("</fieldset>\n<button type=\"submit\">")
                .append(choice.account().isPresent() ? "Connect again" : "Connect")
                .append("</button>\n</form>");
        return Page.of(problem.isEmpty() ? 200 : 422, "Connect " + choice.platformName(), page.toString());
    }

    private static String identity(Candidate identity, boolean checked) {
        String missing = identity.missing().isEmpty()
                ? ""
                : "<span class=\"warn\">Permissions are missing: " + text(String.join(", ", identity.missing()))
                        + ". Posts will be refused until you connect again and allow them.</span>\n";
        return "<label><input type=\"checkbox\" name=\"identity\" value=\"" + text(identity.id()) + "\""
                + (checked ? " checked" : "") + "><span><strong>" + text(identity.displayName())
                + "</strong> <span class=\"soft\">" + text(identity.handle()) + "</span></span>\n"
                + (identity.account().isPresent()
                        ? "<small>Connected already: its posts and its queue stay.</small>\n"
                        : "")
                + missing + "</label>\n";
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + text(value) + "\">\n";
    }
}
