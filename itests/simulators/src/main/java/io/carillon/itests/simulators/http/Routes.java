package io.carillon.itests.simulators.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which request is answered by whom. The first route that fits counts. */
public final class Routes {

    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

    private record Route(String method, Pattern path, List<String> names, Handler handler) {}

    private final List<Route> routes = new ArrayList<>();

    public Routes get(String path, Handler handler) {
        return on("GET", path, handler);
    }

    public Routes post(String path, Handler handler) {
        return on("POST", path, handler);
    }

    public Routes put(String path, Handler handler) {
        return on("PUT", path, handler);
    }

    public Routes delete(String path, Handler handler) {
        return on("DELETE", path, handler);
    }

    /** @param path such as {@code /api/v1/statuses/{id}}; a variable is one segment */
    public Routes on(String method, String path, Handler handler) {
        List<String> names = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(path);
        StringBuilder pattern = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            pattern.append(Pattern.quote(path.substring(end, matcher.start()))).append("([^/]+)");
            names.add(matcher.group(1));
            end = matcher.end();
        }
        pattern.append(Pattern.quote(path.substring(end)));
        routes.add(new Route(method, Pattern.compile(pattern.toString()), names, handler));
        return this;
    }

    /** Adds routes whose handlers are wrapped, such as by one that checks tokens. */
    public Routes all(Routes others, UnaryOperator<Handler> wrapping) {
        others.routes.forEach(route ->
                routes.add(new Route(route.method(), route.path(), route.names(), wrapping.apply(route.handler()))));
        return this;
    }

    /** Empty where no route fits. */
    public Optional<Response> answer(Request request) {
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(request.path());
            if (route.method().equals(request.method()) && matcher.matches()) {
                Map<String, String> variables = new LinkedHashMap<>();
                for (int i = 0; i < route.names().size(); i++) {
                    variables.put(route.names().get(i), matcher.group(i + 1));
                }
                return Optional.of(handled(route.handler(), request.with(variables)));
            }
        }
        return Optional.empty();
    }

    private static Response handled(Handler handler, Request request) {
        try {
            return handler.handle(request);
        } catch (Refusal refusal) {
            return refusal.response();
        }
    }
}
