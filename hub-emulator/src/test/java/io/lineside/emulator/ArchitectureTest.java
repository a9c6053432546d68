package io.lineside.emulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.lineside.emulator");

    @Test
    void containsNoClientSdk() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.azure..", "com.microsoft..", "org.apache.qpid.proton..", "reactor..")
                .because(
                        "it stands on the hub's side of the wire: what the SDKs do must be tested against it")
                .check(CLASSES);
    }

    @Test
    void keepsTheServiceSideAndTheLogOutOfTheDeviceSide() {
        noClasses()
                .that()
                .resideInAPackage("..emulator.device..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..emulator.amqp..", "..emulator.log..")
                .because("the device side hands over to a MessageSink and knows nothing behind it")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..emulator.log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..emulator.amqp..", "..emulator.device..")
                .because("the log serves both sides")
                .check(CLASSES);
    }
}
