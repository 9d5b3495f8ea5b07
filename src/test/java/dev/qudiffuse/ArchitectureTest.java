package dev.qudiffuse;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
   * Each room and the rooms it uses beside itself, no more and no fewer. A room that is not named
   * here may not exist.
   */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("web", Set.of("generation", "image", "model", "quantum", "io")),
          Map.entry(
              "cli",
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
          Map.entry("config", Set.of("generation", "image", "diffusion", "model", "io")),
          Map.entry("generation", Set.of("image", "diffusion", "model")),
          Map.entry("image", Set.of()),
          Map.entry("training", Set.of("diffusion", "model", "data", "nn")),
          Map.entry("evaluation", Set.of("training", "diffusion", "model", "data", "nn")),
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

  /** Or the table would allow what nobody has thought about. */
  @Test
  void aRoomUsesAllTheRoomsItMay() {
    Map<String, Set<String>> used = new HashMap<>();
    ROOMS.keySet().forEach(room -> used.put(room, new HashSet<>()));
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String from = room(type);
        String to = room(dependency.getTargetClass());
        if (!from.equals(to) && ROOMS.containsKey(from) && ROOMS.containsKey(to)) {
          used.computeIfAbsent(from, room -> new HashSet<>()).add(to);
        }
      }
    }
    assertThat(used).isEqualTo(ROOMS);
  }

  @Test
  void everyPackageIsInARoom() {
    assertThat(CLASSES.stream().map(ArchitectureTest::room).filter(room -> !room.isEmpty()))
        .isSubsetOf(ROOMS.keySet());
  }

  /** The first part of a class's package below the root; nothing if there is none. */
  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1).split("\\.")[0] : "";
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
    requireKnownOnlyTo(
        List.of(ROOT, ROOT + ".web..", ROOT + ".config.."),
        "org.springframework..",
        "org.springdoc..",
        "io.swagger..",
        "jakarta..",
        "org.slf4j..");
  }

  @Test
  void theServerIsKnownOnlyToWebAndItsMeasuresOnlyToConfig() {
    requireKnownOnlyTo(List.of(ROOT + ".web.."), "org.apache.catalina..", "org.apache.tomcat..");
    requireKnownOnlyTo(List.of(ROOT + ".config.."), "io.micrometer..");
  }

  @Test
  void theCommandLineIsKnownOnlyToTheRootAndCli() {
    requireKnownOnlyTo(List.of(ROOT, ROOT + ".cli.."), "picocli..", "me.tongfei..");
  }

  private static void requireKnownOnlyTo(List<String> ours, String... theirs) {
    noClasses()
        .that()
        .resideOutsideOfPackages(ours.toArray(String[]::new))
        .should()
        .dependOnClassesThat(resideInAnyPackage(theirs))
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
