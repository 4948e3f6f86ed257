package io.github.nanitefile.lines;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether classes that were compiled against one version of a library go with another: everything
 * that they name is looked up as the JVM would, which otherwise does so only when it gets there.
 */
final class Linkage {

    private final ClassLoader loader;
    private final List<String> problems = new ArrayList<>();

    /**
     * @param loader where the classes are, and the libraries that they have to go with
     */
    Linkage(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * What would fail, a line each.
     *
     * @param classes names of classes
     */
    List<String> problems(Iterable<String> classes) throws IOException {
        for (String name : classes) {
            check(name);
        }
        return List.copyOf(problems);
    }

    private void check(String name) throws IOException {
        References references;
        try (InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            references = new References(in.readAllBytes());
        }
        for (String type : references.types()) {
            attempt(name, type, () -> Class.forName(type, false, loader));
        }
        attempt(name, "the class itself", () -> checkSelf(Class.forName(name, false, loader)));
        for (Reference member : references.members()) {
            attempt(name, member.toString(), () -> resolve(name, member));
        }
    }

    private void resolve(String caller, Reference member) throws ReflectiveOperationException {
        Class<?> type = Class.forName(caller, false, loader);
        member.resolve(MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
    }

    /** Looking at its methods has the JVM verify it, and see whether it overrides what is final. */
    private static void checkSelf(Class<?> type) {
        List<Method> missing = abstractMethods(type).filter(m -> !implemented(type, m)).toList();
        if (!Modifier.isAbstract(type.getModifiers()) && !missing.isEmpty()) {
            throw new AbstractMethodError(missing.toString());
        }
    }

    private static Stream<Method> abstractMethods(Class<?> type) {
        Stream<Method> inherited =
                Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass)
                        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()));
        return Stream.concat(Arrays.stream(type.getMethods()), inherited)
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .distinct();
    }

    private static boolean implemented(Class<?> type, Method method) {
        return Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass)
                .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .filter(candidate -> !Modifier.isAbstract(candidate.getModifiers()))
                .anyMatch(
                        candidate ->
                                candidate.getName().equals(method.getName())
                                        && candidate.getReturnType() == method.getReturnType()
                                        && Arrays.equals(
                                                candidate.getParameterTypes(),
                                                method.getParameterTypes()));
    }

    private void attempt(String name, String what, Attempt attempt) {
        try {
            attempt.run();
        } catch (ReflectiveOperationException | LinkageError | TypeNotPresentException e) {
            problems.add(name + ": " + what + ": " + e);
        }
    }

    private interface Attempt {
        void run() throws ReflectiveOperationException;
    }
}
