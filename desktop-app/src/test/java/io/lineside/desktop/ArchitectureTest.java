package io.lineside.desktop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.lineside.desktop.screen.Screen;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rules of docs/ARCHITECTURE.md that a compiler does not hold. */
class ArchitectureTest {

    private static final String ROOT = "io.lineside.desktop";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    /** The packages that have a screen. */
    private static final Set<String> SCREENS = new TreeSet<>();

    static {
        for (JavaClass each : CLASSES) {
            if (each.isAssignableTo(Screen.class) && !each.isInterface()) {
                SCREENS.add(each.getPackageName());
            }
        }
    }

    /** The packages below the root, and the root itself, each with what lies below it. */
    private static final SliceAssignment ROOMS =
            new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                    String name = javaClass.getPackageName();
                    if (name.equals(ROOT)) {
                        return SliceIdentifier.of("root");
                    }
                    return name.startsWith(ROOT + ".")
                            ? SliceIdentifier.of(name.substring(ROOT.length() + 1).split("\\.")[0])
                            : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                    return "rooms of the desktop, its root included";
                }
            };

    private static DescribedPredicate<JavaClass> screens() {
        return DescribedPredicate.describe(
                "are in a screen's package", each -> SCREENS.contains(each.getPackageName()));
    }

    @Test
    void whatRunsOffTheFxThreadKnowsNoJavaFx() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..link..",
                        "..latest..",
                        "..client..",
                        "..plant..",
                        "..frame..",
                        "..format..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx..")
                .because("they are tested without a toolkit, and most run off the FX thread")
                .check(CLASSES);
    }

    @Test
    void modelsNeedNoStage() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Model")
                .or()
                .haveSimpleNameEndingWith("Texts")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javafx.scene..", "javafx.stage..", "javafx.application..", "..control..")
                .because("a model has properties and commands, and is tested without a stage")
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
    void thePulseKnowsNoLinkAndNoScreen() {
        noClasses()
                .that()
                .resideInAPackage("..pulse..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..link..", "..client..", "..latest..", "..screen..", "..shell..")
                .because("its frames may come from a recording")
                .check(CLASSES);
    }

    @Test
    void noScreenKnowsAnother() {
        assertThat(SCREENS).hasSameSizeAs(Screens.ALL);
        slices().assignedFrom(ROOMS)
                .that(
                        DescribedPredicate.describe(
                                "have a screen",
                                slice ->
                                        slice.stream()
                                                .anyMatch(
                                                        each ->
                                                                SCREENS.contains(
                                                                        each.getPackageName()))))
                .should()
                .notDependOnEachOther()
                .because("a screen is added, and taken away, with its package and one line")
                .check(CLASSES);
    }

    @Test
    void theRegistryAloneKnowsTheScreens() {
        noClasses()
                .that(
                        DescribedPredicate.describe(
                                "are neither the registry nor a screen's",
                                (JavaClass each) ->
                                        !each.isEquivalentTo(Screens.class)
                                                && !SCREENS.contains(each.getPackageName())))
                .should()
                .dependOnClassesThat(screens())
                .because("a screen is added, and taken away, with its package and one line")
                .check(CLASSES);
    }

    @Test
    void screensKnowNoLinkButItsState() {
        noClasses()
                .that(screens())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.lineside.desktop.link.Link")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("..pulse..")
                .because("all that a screen shows comes with the frame, which may be replayed")
                .check(CLASSES);
    }

    @Test
    void requestsKnowNoStream() {
        noClasses()
                .that()
                .resideInAPackage("..client..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..link..", "..latest..")
                .because("the stream uses the requests, not the requests the stream")
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
                        "..link..",
                        "..client..",
                        "..frame..",
                        "..pulse..",
                        "..screen..",
                        "..shell..")
                .orShould()
                .dependOnClassesThat(screens())
                .because("a control draws what it is given")
                .check(CLASSES);
    }

    @Test
    void fontsAndColoursAreMadeInTheThemeAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..theme..")
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe(
                                "is a font's or a colour's own",
                                (JavaAccess<?> access) -> makes(access.getTarget())))
                .because("a colour has one meaning on every page, and another theme is one package")
                .check(CLASSES);
    }

    private static boolean makes(AccessTarget target) {
        String owner = target.getOwner().getFullName();
        return owner.equals("javafx.scene.paint.Color") || owner.equals("javafx.scene.text.Font");
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
    void theHttpClientInOneRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..client..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .because("every request to the relay is found in one room")
                .check(CLASSES);
    }

    @Test
    void noCycles() {
        slices().assignedFrom(ROOMS)
                .should()
                .beFreeOfCycles()
                .because("the data path is one straight line")
                .check(CLASSES);
    }
}
