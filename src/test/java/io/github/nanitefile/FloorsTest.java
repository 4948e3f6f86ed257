package io.github.nanitefile;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Timer;

/** The house as the design draws it: each floor uses only floors below it. */
@AnalyzeClasses(packages = "io.github.nanitefile", importOptions = DoNotIncludeTests.class)
class FloorsTest {

    private static final String ROOT = "io.github.nanitefile.";

    @ArchTest
    static final ArchRule eachFloorUsesOnlyFloorsBelowIt =
            layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage("io.github.nanitefile..")
                    .layer("log")
                    .definedBy(ROOT + "log..")
                    .layer("packet")
                    .definedBy(ROOT + "packet..")
                    .layer("transfer")
                    .definedBy(ROOT + "transfer..")
                    .layer("spool")
                    .definedBy(ROOT + "spool..")
                    .layer("amqp")
                    .definedBy(ROOT + "amqp..")
                    .layer("embedded")
                    .definedBy(ROOT + "embedded..")
                    .layer("camel")
                    .definedBy(ROOT + "camel..")
                    .whereLayer("camel")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("embedded")
                    .mayOnlyBeAccessedByLayers("camel")
                    .whereLayer("amqp")
                    .mayOnlyBeAccessedByLayers("camel")
                    .whereLayer("spool")
                    .mayOnlyBeAccessedByLayers("camel")
                    .whereLayer("transfer")
                    .mayOnlyBeAccessedByLayers("spool", "camel")
                    .whereLayer("log")
                    .mayOnlyBeAccessedByLayers("spool", "amqp", "camel")
                    .whereLayer("packet")
                    .mayOnlyBeAccessedByLayers("transfer", "spool", "amqp", "camel")
                    .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule noFloorsDependOnEachOther =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule camelIsKnownToTheTopFloorAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "camel..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.camel..");

    /** A ConnectionFactory is what the option of that name takes. */
    @ArchTest
    static final ArchRule theAmqpClientIsKnownWhereConnectionsAreMade =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + "amqp..", ROOT + "camel.connection..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("com.rabbitmq..")
                                    .and(DescribedPredicate.not(simpleName("ConnectionFactory"))));

    @ArchTest
    static final ArchRule aConnectionFactoryIsKnownToTheOptionsToo =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            ROOT + "amqp..", ROOT + "camel", ROOT + "camel.connection..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.rabbitmq..");

    @ArchTest
    static final ArchRule theRulesTouchNoDisk =
            noClasses()
                    .that()
                    .resideInAnyPackage(ROOT + "packet..", ROOT + "transfer..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("java.nio.file..", "java.nio.channels..")
                                    .and(
                                            DescribedPredicate.not(
                                                    JavaClass.Predicates.type(Path.class)))
                                    .or(
                                            DescribedPredicate.describe(
                                                    "are of java.io's files",
                                                    type ->
                                                            type.getPackageName().equals("java.io")
                                                                    && type.getSimpleName()
                                                                            .contains("File"))));

    @ArchTest
    static final ArchRule aPathIsANameToTheRules =
            noClasses()
                    .that()
                    .resideInAnyPackage(ROOT + "packet..", ROOT + "transfer..")
                    .should()
                    .callMethod(Path.class, "toFile")
                    .orShould()
                    .callMethod(Path.class, "toRealPath", java.nio.file.LinkOption[].class)
                    .orShould()
                    .callMethod(Path.class, "toAbsolutePath");

    @ArchTest
    static final ArchRule theRulesHaveNoThreads =
            noClasses()
                    .that()
                    .resideInAnyPackage(ROOT + "packet..", ROOT + "transfer..")
                    .should()
                    .dependOnClassesThat(
                            DescribedPredicate.describe(
                                    "are threads, executors, locks or futures",
                                    type ->
                                            type.isEquivalentTo(Thread.class)
                                                    || type.isEquivalentTo(Timer.class)
                                                    || type.getPackageName()
                                                            .startsWith(
                                                                    "java.util.concurrent.locks")
                                                    || type.getPackageName()
                                                            .equals("java.util.concurrent")));

    @ArchTest
    static final ArchRule theRulesHaveNoClock =
            noClasses()
                    .that()
                    .resideInAnyPackage(ROOT + "packet..", ROOT + "transfer..")
                    .should()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Instant.class, "now") // a time that is told is data
                    .orShould()
                    .dependOnClassesThat()
                    .belongToAnyOf(Clock.class);

    @ArchTest
    static final ArchRule nobodySleeps =
            noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule qpidIsKnownToTheEmbeddedBrokerAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "embedded..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.qpid..");

    @ArchTest
    static final ArchRule camelRabbitMqIsKnownToOneClass =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("CamelRabbitMqSource")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.camel.component.rabbitmq..");

    @ArchTest
    static final ArchRule springIsKnownToOneClassAndThePackageOfSpringBoot =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("SpringRabbitMqSource")
                    .and()
                    .resideOutsideOfPackage(ROOT + "camel.boot")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..", "org.apache.camel.component.springrabbit..");

    @ArchTest
    static final ArchRule micrometerIsKnownToOneClass =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("MicrometerMeters")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.micrometer..");

    /** Camel's registry of health checks is there only with camel-health. */
    @ArchTest
    static final ArchRule camelHealthIsKnownToOneClass =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("TransferHealthCheck")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.camel.impl.health..");

    /** It is optional: without it, and without secure options, nothing of it is looked for. */
    @ArchTest
    static final ArchRule bouncyCastleIsKnownToThreeClasses =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Signatures")
                    .and()
                    .doNotHaveSimpleName("Envelopes")
                    .and()
                    .doNotHaveSimpleName("PrivateKeys")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.bouncycastle..");

    /** Spring Boot loads it; other runtimes have none. */
    @ArchTest
    static final ArchRule nobodyKnowsThePackageOfSpringBoot =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "camel.boot")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "camel.boot");
}
