package io.lineside.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.lineside.wire.WireJson;
import io.lineside.wire.WireReader;
import io.lineside.wire.WireWriter;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.lineside.model", "io.lineside.wire");

    @Test
    void theModelNeedsNothingButTheJdkAndJspecify() {
        classes()
                .that()
                .resideInAPackage("io.lineside.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.lineside.model..")
                .because("plant-core, relay, desktop and anybody's client share it")
                .check(CLASSES);
    }

    @Test
    void theRecordsOfTheWireNeedNoJsonLibrary() {
        noClasses()
                .that()
                .resideInAPackage("io.lineside.wire..")
                .and()
                .doNotBelongToAnyOf(WireWriter.class, WireJson.class, WireReader.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml..", "com.google.gson..")
                .because("each end has one JSON library, and they are not the same")
                .check(CLASSES);
    }

    @Test
    void eachEndHasItsOwnJsonLibrary() {
        noClasses()
                .that()
                .belongToAnyOf(WireReader.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml..")
                .because("a client has Gson and no Jackson")
                .check(CLASSES);
        noClasses()
                .that()
                .belongToAnyOf(WireWriter.class, WireJson.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.gson..")
                .because("the relay has Jackson, and Gson by accident of its tests alone")
                .check(CLASSES);
    }
}
