package io.lineside.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of docs/ARCHITECTURE.md that a compiler does not hold. */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.lineside.relay");

    private static final String[] TELLING = {
        "io.lineside.relay.publish..",
        "io.lineside.relay.subscription..",
        "io.lineside.relay.broadcast..",
        "io.lineside.relay.api.."
    };

    @Test
    void azureOnlyWhereItsEventsComeIn() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..ingest.eventhubs..", "..broadcast.azure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.azure..", "reactor..")
                .because("another source or back end must not touch the rest of the relay")
                .check(CLASSES);
    }

    @Test
    void theWebServerOnlyAtTheEdge() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..api..", "..broadcast.embedded..", "..broadcast.azure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..")
                .because("the data path is tested without sockets")
                .check(CLASSES);
    }

    @Test
    void thePlantKnowsNobodyWhoIsTold() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..plant..", "..latest..", "..alarm..", "..journal..", "..decode..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TELLING)
                .because("the data path is one straight line; nothing flows back but commands")
                .check(CLASSES);
    }

    @Test
    void noCycles() {
        slices().matching("io.lineside.relay.(*)..")
                .should()
                .beFreeOfCycles()
                .because("each package can be read by itself")
                .check(CLASSES);
    }
}
