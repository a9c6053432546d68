package io.lineside.signalr;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.lineside");

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
    void onlyTheTransportAndTheHandlerKnowJetty() {
        noClasses()
                .that(
                        not(
                                belongTo(
                                        nameMatching(
                                                ".*\\.(SignalRServer|SignalRHandler|HttpExchange|HttpPost|HttpTransports|SseTransport|LongPollTransport|WebSocket.*)"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .because("other transports share everything behind the Transport interface")
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
