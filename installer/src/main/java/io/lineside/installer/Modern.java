package io.lineside.installer;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;

/**
 * Brings classes of before Java 6 (picocli's are of Java 5) to a form an AOT cache takes in: those
 * have no stack maps and are verified anew at each start. What they do is not changed.
 */
final class Modern {

    /** The first class file version whose classes have stack maps. */
    private static final int FIRST = ClassFile.JAVA_6_VERSION;

    /** The version they are written with: the first whose stack maps are a must. */
    private static final int WRITTEN = ClassFile.JAVA_8_VERSION;

    private static final ClassFile WITH_STACK_MAPS =
            ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofResourceParsing(
                                    Modern.class.getClassLoader())));

    private Modern() {}

    /** The class as it is, or its newer form when it is old. */
    static byte[] of(byte[] bytes) {
        boolean isOld = bytes.length > 8 && (bytes[6] << 8 | bytes[7] & 0xff) < FIRST;
        if (!isOld) {
            return bytes;
        }
        ClassModel model = WITH_STACK_MAPS.parse(bytes);
        ClassTransform version =
                (builder, element) ->
                        builder.with(
                                element instanceof ClassFileVersion
                                        ? ClassFileVersion.of(WRITTEN, 0)
                                        : element);
        return WITH_STACK_MAPS.transformClass(
                model,
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(version));
    }
}
