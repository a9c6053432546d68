package io.lineside.devices;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.lineside.devices");

    @Test
    void usesTheDeviceSdkInTheLinkAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lineside.devices.link")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.microsoft.azure..")
                .because("what recovers from a lost connection must be one piece of code")
                .check(CLASSES);
    }

    @Test
    void needsNoOtherProgramOfLineside() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.lineside.emulator..",
                        "io.lineside.relay..",
                        "io.lineside.desktop..",
                        "io.lineside.signalr..")
                .because("the same tools feed a real IoT hub")
                .check(CLASSES);
    }

    @Test
    void simulatesWithoutClockOrChanceOfItsOwn() {
        noClasses()
                .that()
                .resideInAPackage("io.lineside.devices.sim")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.time\\.(Clock|Instant.*)|java\\.util\\.Random|java\\.lang\\.Thread"
                                + "|java\\.lang\\.System")
                .because("a run must be the same for the same seed")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesBetweenPackagesTheRootIncluded() {
        slices().matching("io.lineside.(**)")
                .should()
                .beFreeOfCycles()
                .because("each room can be read, tested and moved without the others")
                .check(CLASSES);
    }
}
