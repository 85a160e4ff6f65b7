package io.carillon.rest.internal.paging;

import io.carillon.rest.internal.auth.TokenInQuery;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Has the parameters of every resource method checked, those of other bundles too: it knows those that it declares. */
public final class ParametersFeature implements DynamicFeature {

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        TreeSet<String> known = new TreeSet<>();
        Stream.of(method.getParameters()).flatMap(ParametersFeature::names).forEach(known::add);
        if (method.isAnnotationPresent(TokenInQuery.class)) {
            known.add(TokenInQuery.PARAMETER);
        }
        // After it is known who asks: strangers learn no names.
        context.register(new KnownParameters(known), Priorities.AUTHORIZATION);
    }

    private static Stream<String> names(Parameter parameter) {
        if (!parameter.isAnnotationPresent(BeanParam.class)) {
            return name(parameter);
        }
        Class<?> bean = parameter.getType();
        return Stream.of(
                        Stream.of(bean.getDeclaredFields()),
                        Stream.of(bean.getDeclaredMethods()),
                        Stream.of(bean.getDeclaredConstructors()).flatMap(one -> Stream.of(one.getParameters())))
                .flatMap(elements -> elements)
                .flatMap(ParametersFeature::name);
    }

    private static Stream<String> name(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(QueryParam.class)).map(QueryParam::value).stream();
    }
}
