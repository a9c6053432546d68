package io.lineside.core;

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
                    .importPackages("io.lineside.core");

    @Test
    void needsTheJdkTheModelJspecifyAndSlf4jAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "io.lineside.model..",
                        "io.lineside.core..")
                .because("the plant's rules must outlive every hub, store, payload and wire")
                .check(CLASSES);
    }

    @Test
    void itUsesNoSqlAndNoSocketOfTheJdk() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "java.net..", "java.nio.channels..")
                .because("what reaches outside is an adapter, behind a port")
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

    @Test
    void alarmsKnowNeitherPlantNorStoreNorEngine() {
        classes()
                .that()
                .resideInAPackage("..core.alarm..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.jspecify..", "io.lineside.model..", "..core.alarm..")
                .because("alarm rules are tested without a store and without a plant file")
                .check(CLASSES);
    }

    @Test
    void timeIsPassedInBelowTheEnginesThread() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..core.alarm..", "..core.plant..", "..core.signal..", "..core.store..")
                .or()
                .haveNameMatching(
                        ".*core\\.engine\\.(Engine|Partitions|StoreRetry|Acknowledgements|Totals)")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java.time.(Clock|InstantSource)")
                .because("a recorded inbox replays to the same result")
                .check(CLASSES);
    }

    @Test
    void onlyTheEngineChangesTheLatestTable() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.lineside.core.engine.Engine")
                .should()
                .callMethod(LatestTable.class, "apply", Map.class)
                .because("what is published is committed first")
                .check(CLASSES);
    }
}
