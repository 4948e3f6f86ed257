package io.github.nanitefile.lines;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method or field that bytecode names.
 *
 * @param opcode of the instruction, which says whether it is static, and for what it is taken
 * @param owner the class in which the search begins, as bytecode writes it
 * @param descriptor its types, as bytecode writes them
 * @param ofInterface whether the bytecode takes the owner for an interface
 */
record Reference(int opcode, String owner, String name, String descriptor, boolean ofInterface) {

    /**
     * Looks for it as the JVM does when the instruction is run for the first time.
     *
     * @param lookup with the rights of the class in which the instruction is
     * @throws ReflectiveOperationException if it is not there, not accessible, or of another kind
     * @throws LinkageError likewise
     * @throws TypeNotPresentException if a type of the descriptor is not there
     */
    void resolve(Lookup lookup) throws ReflectiveOperationException {
        ClassLoader loader = lookup.lookupClass().getClassLoader();
        Class<?> type = Class.forName(owner.replace('/', '.'), false, loader);
        switch (opcode) {
            case Opcodes.GETFIELD, Opcodes.PUTFIELD -> lookup.findGetter(type, name, value(loader));
            case Opcodes.GETSTATIC, Opcodes.PUTSTATIC ->
                    lookup.findStaticGetter(type, name, value(loader));
            default -> {
                if (type.isInterface() != ofInterface) {
                    throw new IncompatibleClassChangeError(
                            type + (ofInterface ? " is no interface" : " is an interface"));
                }
                resolveMethod(lookup, type, signature(loader));
            }
        }
    }

    private void resolveMethod(Lookup lookup, Class<?> type, MethodType signature)
            throws ReflectiveOperationException {
        Class<?> caller = lookup.lookupClass();
        if (name.equals("<init>")) {
            checkAccess(type.getDeclaredConstructor(signature.parameterArray()), caller);
        } else if (opcode == Opcodes.INVOKESTATIC) {
            lookup.findStatic(type, name, signature);
        } else if (opcode == Opcodes.INVOKESPECIAL) {
            lookup.findSpecial(type, name, signature, caller);
        } else {
            lookup.findVirtual(type, name, signature);
        }
    }

    /** A lookup would refuse the protected one that a subclass calls by super(...). */
    private static void checkAccess(Constructor<?> constructor, Class<?> caller)
            throws IllegalAccessException {
        Class<?> type = constructor.getDeclaringClass();
        int modifiers = constructor.getModifiers();
        boolean inherited = Modifier.isProtected(modifiers) && type.isAssignableFrom(caller);
        boolean besides =
                !Modifier.isPrivate(modifiers) && type.getPackage().equals(caller.getPackage());
        boolean accessible =
                Modifier.isPublic(modifiers) || inherited || besides || type.isNestmateOf(caller);
        if (!accessible) {
            throw new IllegalAccessException(constructor.toString());
        }
    }

    private MethodType signature(ClassLoader loader) {
        return MethodType.fromMethodDescriptorString(descriptor, loader);
    }

    private Class<?> value(ClassLoader loader) {
        String getter = Type.getMethodDescriptor(Type.getType(descriptor));
        return MethodType.fromMethodDescriptorString(getter, loader).returnType();
    }

    @Override
    public String toString() {
        return owner.replace('/', '.') + "." + name + " " + descriptor;
    }
}
