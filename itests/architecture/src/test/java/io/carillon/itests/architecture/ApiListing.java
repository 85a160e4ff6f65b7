package io.carillon.itests.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The exported packages of all bundles with everything in them that other bundles can see, one line each. */
final class ApiListing {

    private final List<Bundle> bundles;

    ApiListing(List<Bundle> bundles) {
        this.bundles = bundles;
    }

    String text() {
        return bundles.stream()
                .flatMap(bundle ->
                        bundle.exports().keySet().stream().sorted().flatMap(name -> packageLines(bundle, name)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Stream<String> packageLines(Bundle bundle, String name) {
        String header = "package " + name + " " + bundle.exports().get(name).getVersion();
        return Stream.concat(Stream.of(header), classes(bundle, name).flatMap(ApiListing::typeLines));
    }

    private static Stream<Class<?>> classes(Bundle bundle, String packageName) {
        String folder = packageName.replace('.', '/') + "/";
        try (JarFile jar = new JarFile(bundle.jar().toFile())) {
            List<Class<?>> found = new ArrayList<>();
            for (String entry : new TreeSet<>(jar.stream().map(e -> e.getName()).toList())) {
                if (entry.startsWith(folder)
                        && entry.endsWith(".class")
                        && entry.indexOf('/', folder.length()) < 0
                        && !entry.endsWith("package-info.class")) {
                    found.add(load(entry.substring(0, entry.length() - ".class".length())
                            .replace('/', '.')));
                }
            }
            return found.stream().filter(type -> isVisible(type.getModifiers()) && !type.isAnonymousClass());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiListing.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("On the class path of this test every bundle should be readable", e);
        }
    }

    private static Stream<String> typeLines(Class<?> type) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + kind(type) + " " + type.getName() + supertypes(type));
        TreeSet<String> members = new TreeSet<>();
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field.getModifiers()) && !field.isSynthetic()) {
                members.add(
                        modifiers(field.getModifiers()) + field.getGenericType().getTypeName() + " " + field.getName());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isVisible(constructor.getModifiers()) && !constructor.isSynthetic()) {
                members.add(modifiers(constructor.getModifiers()) + "new" + parameters(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isVisible(method.getModifiers()) && !method.isSynthetic()) {
                String defaulted = method.isDefault() ? "default " : "";
                members.add(defaulted + modifiers(method.getModifiers())
                        + method.getGenericReturnType().getTypeName() + " " + method.getName() + parameters(method));
            }
        }
        members.forEach(member -> lines.add("    " + member));
        return lines.stream();
    }

    private static String kind(Class<?> type) {
        String sealed = type.isSealed() ? "sealed " : "";
        if (type.isAnnotation()) {
            return "annotation";
        }
        if (type.isInterface()) {
            return sealed + "interface";
        }
        if (type.isEnum()) {
            return "enum";
        }
        return type.isRecord()
                ? "record"
                : sealed + (Modifier.isAbstract(type.getModifiers()) ? "abstract class" : "class");
    }

    private static String supertypes(Class<?> type) {
        String interfaces = types(type.getGenericInterfaces());
        Class<?> parent = type.getSuperclass();
        boolean plain = parent == null || parent == Object.class || type.isRecord() || type.isEnum();
        return (plain ? "" : " extends " + type.getGenericSuperclass().getTypeName())
                + (interfaces.isEmpty() ? "" : " : " + interfaces);
    }

    private static String parameters(Executable executable) {
        String thrown = types(executable.getGenericExceptionTypes());
        return "(" + types(executable.getGenericParameterTypes()) + ")" + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String types(Type[] types) {
        return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
    }

    /** Only what a caller notices: {@code synchronized} or {@code final} on a method of ours is our own business. */
    private static String modifiers(int modifiers) {
        return (Modifier.isProtected(modifiers) ? "protected " : "") + (Modifier.isStatic(modifiers) ? "static " : "");
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
