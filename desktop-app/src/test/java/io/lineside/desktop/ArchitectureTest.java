package io.lineside.desktop;

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
                    .importPackages("io.lineside.desktop");

    @Test
    void linkAndLatestKnowNoScreen() {
        noClasses()
                .that()
                .resideInAnyPackage("..link..", "..latest..", "..plant..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx..")
                .because("they run off the FX thread, and are tested without a toolkit")
                .check(CLASSES);
    }

    @Test
    void oneCrossingToTheFxThread() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..pulse..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javafx.animation.AnimationTimer")
                .orShould()
                .callMethod(javafx.application.Platform.class, "runLater", Runnable.class)
                .because("updates cross once per pulse, in one place that can be read")
                .check(CLASSES);
    }

    @Test
    void controlsKnowNoLink() {
        noClasses()
                .that()
                .resideInAPackage("..control..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..link..", "..overview..", "..device..", "..alarms..", "..map..")
                .because("a control draws what it is given")
                .check(CLASSES);
    }

    @Test
    void tilesFxBehindOurOwnGauge() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..control..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("eu.hansolo..")
                .because("it has no quality state, so nothing may use it without our veil over it")
                .check(CLASSES);
    }

    @Test
    void theSignalRClientInOnePlace() {
        noClasses()
                .that()
                .doNotHaveSimpleName("SignalRTransport")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.microsoft.signalr..", "io.reactivex..")
                .because("the link's rules are tested without sockets")
                .check(CLASSES);
    }

    @Test
    void noCycles() {
        slices().matching("io.lineside.desktop.(*)..")
                .should()
                .beFreeOfCycles()
                .because("the data path is one straight line")
                .check(CLASSES);
    }
}
