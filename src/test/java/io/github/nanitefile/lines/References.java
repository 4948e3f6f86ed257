package io.github.nanitefile.lines;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What one class file names: classes, and members of classes other than Java's own. */
final class References {

    private static final int CONSTANT_CLASS = 7;

    private final Set<Reference> members = new LinkedHashSet<>();
    private final Set<String> types = new LinkedHashSet<>();

    References(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        readTypes(reader);
        reader.accept(new Methods(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    /** Methods, constructors and fields. */
    Set<Reference> members() {
        return members;
    }

    /** Classes, by their names in Java; of arrays their elements, and no primitive ones. */
    Set<String> types() {
        return types;
    }

    private void readTypes(ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int offset = reader.getItem(i);
            // The second place that a long constant takes has no item.
            if (offset > 0 && reader.readByte(offset - 1) == CONSTANT_CLASS) {
                Type type = Type.getObjectType(reader.readUTF8(offset, buffer));
                Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
                if (element.getSort() == Type.OBJECT) {
                    types.add(element.getClassName());
                }
            }
        }
    }

    private void add(int opcode, String owner, String name, String descriptor, boolean itf) {
        // What arrays have, they have of Object; what Java has, the compiler's release looks after.
        if (!owner.startsWith("[") && !owner.startsWith("java/")) {
            members.add(new Reference(opcode, owner, name, descriptor, itf));
        }
    }

    private void add(Handle handle) {
        int opcode =
                switch (handle.getTag()) {
                    case Opcodes.H_GETFIELD, Opcodes.H_PUTFIELD -> Opcodes.GETFIELD;
                    case Opcodes.H_GETSTATIC, Opcodes.H_PUTSTATIC -> Opcodes.GETSTATIC;
                    case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
                    case Opcodes.H_INVOKESPECIAL, Opcodes.H_NEWINVOKESPECIAL ->
                            Opcodes.INVOKESPECIAL;
                    default -> Opcodes.INVOKEVIRTUAL;
                };
        add(opcode, handle.getOwner(), handle.getName(), handle.getDesc(), handle.isInterface());
    }

    private final class Methods extends ClassVisitor {

        Methods() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            return new Instructions();
        }
    }

    private final class Instructions extends MethodVisitor {

        Instructions() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String descriptor, boolean itf) {
            add(opcode, owner, name, descriptor, itf);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            add(opcode, owner, name, descriptor, false);
        }

        @Override
        public void visitInvokeDynamicInsn(
                String name, String descriptor, Handle bootstrap, Object... arguments) {
            add(bootstrap);
            for (Object argument : arguments) {
                if (argument instanceof Handle handle) {
                    add(handle);
                }
            }
            if (bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
                // The method that the lambda stands for.
                String itf = Type.getReturnType(descriptor).getInternalName();
                String method = ((Type) arguments[0]).getDescriptor();
                add(Opcodes.INVOKEINTERFACE, itf, name, method, true);
            }
        }
    }
}
