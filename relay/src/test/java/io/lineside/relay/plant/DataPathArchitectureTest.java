package io.lineside.relay.plant;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.lineside.relay.latest.LatestTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataPathArchitectureTest {

    private static final String ROOT = "io.lineside.relay";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void azureIsKnownToItsOwnPackageAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..ingest.eventhubs..", "..broadcast.azure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.azure..", "reactor..")
                .because("the hub can be another one")
                .check(CLASSES);
    }

    @Test
    void sqlIsKnownToTheJournalAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..relay.journal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "org.flywaydb..", "org.sqlite..", "java.sql..")
                .because("PostgreSQL can follow")
                .check(CLASSES);
    }

    @Test
    void onlyThePlantThreadChangesTheLatestTable() {
        noClasses()
                .that()
                .doNotHaveSimpleName("PlantCore")
                .should()
                .callMethod(LatestTable.class, "apply", Map.class)
                .because("what is told is committed first")
                .check(CLASSES);
    }

    @Test
    void thePlantReadsNoClock() {
        noClasses()
                .that()
                .haveSimpleNameStartingWith("PlantCore")
                .or()
                .resideInAnyPackage("..relay.alarm..", "..relay.latest..", "..relay.model..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java.time.(Clock|InstantSource)")
                .because("a recorded inbox replays to the same result")
                .check(CLASSES);
    }

    @Test
    void thePartsOfTheDataPathDoNotKnowThePlantNorEachOthersNeighbours() {
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
                        "..relay.decode..",
                        "..relay.ingest")
                .because("decoding is a function of a message")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.lineside.relay.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
