package io.lineside.emulator;

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
    void keepsTheTwoSidesApart() {
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
                .resideInAPackage("..emulator.amqp..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..emulator.device..")
                .because("services read the log, whatever wrote into it")
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

    @Test
    void keepsCertificatesAndRegistryFreeOfBothProtocols() {
        noClasses()
                .that()
                .resideInAnyPackage("..emulator.certificates..", "..emulator.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..emulator.amqp..",
                        "..emulator.device..",
                        "..emulator.log..",
                        "io.netty.handler.codec..",
                        "org.apache.qpid..")
                .because("both sides of the hub use them")
                .check(CLASSES);
    }

    @Test
    void onlyTheIssuerMakesCertificates() {
        noClasses()
                .that()
                .doNotHaveSimpleName("CertificateIssuer")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .because("reading and using certificates needs the JDK alone")
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
