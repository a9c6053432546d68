package io.lineside.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.lineside.core.signal.LatestTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of docs/ARCHITECTURE.md that a compiler does not hold. */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.lineside.relay");

    private static final String[] PUBLISHING = {
        "..relay.publish..", "..relay.subscription..", "..relay.broadcast..", "..relay.http.."
    };

    @Test
    void azureOnlyWhereItsEventsComeInAndWhereItsServiceCarriesMessages() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..source.eventhubs..", "..broadcast.azure..")
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
                .resideOutsideOfPackages(
                        "..relay.http..", "..broadcast.embedded..", "..broadcast.azure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..")
                .because("the data path is tested without sockets")
                .check(CLASSES);
    }

    @Test
    void sqlOnlyInStores() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..relay.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "org.flywaydb..", "org.sqlite..", "java.sql..")
                .because("each database is a package of its own below store")
                .check(CLASSES);
    }

    @Test
    void theWireOnlyWhereMessagesAreMade() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PUBLISHING)
                .and()
                .resideOutsideOfPackage("..relay.sizing..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lineside.wire..")
                .because("a change of the wire must not reach decoders, plant file or store")
                .check(CLASSES);
    }

    @Test
    void adaptersOfTheDataPathDoNotKnowThePublishers() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..relay.source..",
                        "..relay.decode..",
                        "..relay.plantfile..",
                        "..relay.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PUBLISHING)
                .because("the data path is one straight line; nothing flows back but commands")
                .check(CLASSES);
    }

    @Test
    void aDecoderKnowsItsMessageAlone() {
        classes()
                .that()
                .resideInAPackage("..relay.decode..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "tools.jackson..",
                        "io.lineside.model..",
                        "io.lineside.core.source..",
                        "..relay.decode..")
                .because("decoding is a function of a message and of what its device sent before")
                .check(CLASSES);
    }

    @Test
    void familiesOfPayloadsDoNotKnowEachOther() {
        slices().matching("..relay.decode.(*)..")
                .should()
                .notDependOnEachOther()
                .because("each family of payloads can be added and removed by itself")
                .check(CLASSES);
    }

    @Test
    void theEngineAloneChangesTheLatestTable() {
        noClasses()
                .should()
                .callMethod(LatestTable.class, "apply", Map.class)
                .because("what is published is committed first")
                .check(CLASSES);
    }

    @Test
    void theRootAloneKnowsAllParts() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lineside.relay")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lineside.relay")
                .because("wiring is in one readable place")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        // Each package is a slice, the root package included.
        slices().matching("io.lineside.(**)")
                .should()
                .beFreeOfCycles()
                .because("each package can be read by itself")
                .check(CLASSES);
    }
}
