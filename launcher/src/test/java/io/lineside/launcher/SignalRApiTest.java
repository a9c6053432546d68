package io.lineside.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Here, where all modules are at hand: what of the SignalR server the others use. */
class SignalRApiTest {

    @Test
    void otherModulesUseOnlyItsApiAndWhatMakesAServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lineside.signalr..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.lineside.signalr.protocol..",
                        "io.lineside.signalr.delivery..",
                        "io.lineside.signalr.connection..",
                        "io.lineside.signalr.transport..")
                .because("these packages are public for each other and change as they need")
                .check(
                        new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("io.lineside"));
    }
}
