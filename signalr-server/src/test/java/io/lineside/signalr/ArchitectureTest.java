package io.lineside.signalr;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules that keep the packages of this module apart. */
class ArchitectureTest {

    private static final String API = "io.lineside.signalr";
    private static final String PROTOCOL = API + ".protocol";
    private static final String DELIVERY = API + ".delivery";
    private static final String CONNECTION = API + ".connection";
    private static final String TRANSPORT = API + ".transport";
    private static final String SERVER = API + ".server";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.lineside");

    /** Each package, those it may use, and why no others. */
    private enum Room {
        THE_PROTOCOL("messages are bytes whatever happens to them before and after", PROTOCOL),
        THE_API("an application must not depend on how the server is built", API, PROTOCOL),
        THE_DELIVERY(
                "a message is delivered in the same way however its client is connected",
                DELIVERY,
                API,
                PROTOCOL),
        THE_CONNECTION(
                "a connection works alike on every transport and is tested without sockets",
                CONNECTION,
                DELIVERY,
                API,
                PROTOCOL),
        THE_TRANSPORT(
                "transports serve connections; who makes those is the wiring's affair",
                TRANSPORT,
                CONNECTION,
                DELIVERY,
                API,
                PROTOCOL);

        private final String reason;
        private final String own;
        private final String[] allowed;

        Room(String reason, String own, String... others) {
            this.reason = reason;
            this.own = own;
            this.allowed =
                    Stream.concat(Stream.of(own), Arrays.stream(others)).toArray(String[]::new);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dependsOnNoOtherPackagesThan(Room room) {
        classes()
                .that()
                .resideInAPackage(room.own)
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage("io.lineside..")).or(resideInAnyPackage(room.allowed)))
                .because(room.reason)
                .check(CLASSES);
    }

    @Test
    void ofTheApiOnlyAMessageWithItsBytesKnowsAnotherPackage() {
        noClasses()
                .that()
                .resideInAPackage(API)
                .and()
                .doNotHaveSimpleName("EncodedMessage")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(PROTOCOL)
                .because("an application sends messages without knowing how they are encoded")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesOfPackages() {
        slices().assignedFrom(new EachPackage())
                .should()
                .beFreeOfCycles()
                .because("each package can be read by itself, the API's too")
                .check(CLASSES);
    }

    /** The root package is a slice as any other. */
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }

    @Test
    void knowsNothingOfPlants() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage("io.lineside.."))
                                .or(resideInAPackage("io.lineside.signalr..")))
                .because("anybody may use it for any hub")
                .check(CLASSES);
    }

    @Test
    void onlyTransportsAndTheWiringKnowJetty() {
        noClasses()
                .that()
                .resideOutsideOfPackages(TRANSPORT, SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .because("all transports share everything behind the Transport interface")
                .check(CLASSES);
    }

    @Test
    void onlyTheProtocolKnowsMessagePack() {
        noClasses()
                .that()
                .resideOutsideOfPackage(PROTOCOL)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.msgpack..")
                .because("all else works alike for both protocols")
                .check(CLASSES);
    }

    @Test
    void onlyNamedThreadsRunHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ForkJoinPool")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Timer")
                .because("every thread has a name and a role")
                .check(CLASSES);
    }
}
