package io.lineside.emulator.device;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class DeviceArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.lineside.emulator.device");

    @Test
    void theDeviceSideKnowsOfTheRestOnlyWhatItHandsOver() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "io.netty..",
                        "tools.jackson..",
                        "io.lineside.emulator.certificates",
                        "io.lineside.emulator.message",
                        "io.lineside.emulator.net",
                        "io.lineside.emulator.registry",
                        "io.lineside.emulator.device")
                .because("log and service side are behind MessageSink, and no SDK is in here")
                .check(CLASSES);
    }
}
