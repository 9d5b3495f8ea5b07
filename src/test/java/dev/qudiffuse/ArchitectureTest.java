package dev.qudiffuse;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the rooms of the house: which package may use which, and who knows Spring. */
class ArchitectureTest {

  private static final String ROOT = "dev.qudiffuse";

  /**
   * Each room and the rooms it may use beside itself. A room that is not named here may not exist.
   */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("web", Set.of("generation", "image", "model", "quantum", "io")),
          Map.entry(
              "cli",
              Set.of(
                  "config",
                  "generation",
                  "image",
                  "training",
                  "evaluation",
                  "diffusion",
                  "data",
                  "model",
                  "nn",
                  "quantum",
                  "io")),
          Map.entry(
              "config",
              Set.of(
                  "generation",
                  "image",
                  "training",
                  "evaluation",
                  "diffusion",
                  "data",
                  "model",
                  "nn",
                  "quantum",
                  "io")),
          Map.entry("generation", Set.of("image", "diffusion", "model")),
          Map.entry("image", Set.of()),
          Map.entry("training", Set.of("diffusion", "model", "data", "nn", "io")),
          Map.entry("evaluation", Set.of("training", "diffusion", "model", "data", "nn", "io")),
          Map.entry("diffusion", Set.of()),
          Map.entry("data", Set.of("io")),
          Map.entry("model", Set.of("nn", "quantum", "diffusion", "io")),
          Map.entry("nn", Set.of("simd")),
          Map.entry("quantum", Set.of("simd")),
          Map.entry("simd", Set.of()),
          Map.entry("io", Set.of()));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @TestFactory
  Stream<DynamicTest> aRoomUsesOnlyTheRoomsItMay() {
    return ROOMS.entrySet().stream()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room.getKey(), () -> holdRoom(room.getKey(), room.getValue())));
  }

  private static void holdRoom(String room, Set<String> others) {
    List<String> allowed = new ArrayList<>(List.of(ROOT + "." + room + ".."));
    others.forEach(other -> allowed.add(ROOT + "." + other + ".."));
    classes()
        .that()
        .resideInAPackage(ROOT + "." + room + "..")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(ROOT + "..")
                .or(resideInAnyPackage(allowed.toArray(String[]::new))))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void everyPackageIsInARoom() {
    assertThat(
            packages()
                .map(JavaPackage::getName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.")[0]))
        .isSubsetOf(ROOMS.keySet());
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(packages().filter(aPackage -> !aPackage.isAnnotatedWith(NullMarked.class)))
        .as("packages without a @NullMarked package-info.java")
        .isEmpty();
  }

  @Test
  void trainingAndGenerationNeverMeet() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".training..")
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".generation.."))
        .allowEmptyShould(true)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".generation..")
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".training.."))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void springIsKnownOnlyToTheRootWebAndConfig() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".web..", ROOT + ".config..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.springframework..", "io.micrometer..", "io.swagger..", "org.springdoc.."))
        .check(CLASSES);
  }

  @Test
  void noJavaSerialization() {
    noClasses()
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.equivalentTo(java.io.ObjectInputStream.class)
                .or(JavaClass.Predicates.equivalentTo(java.io.ObjectOutputStream.class)))
        .check(CLASSES);
  }

  private static Stream<JavaPackage> packages() {
    return CLASSES.stream().map(JavaClass::getPackage).distinct();
  }
}
