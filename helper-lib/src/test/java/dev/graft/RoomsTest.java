package dev.graft;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rooms of the house: arrows point down the list, and each library is seen by one room. */
class RoomsTest {
  /** From the top; {@code dev.graft} itself stands for its own classes alone. */
  private static final List<String> ROOMS =
      List.of(
          "dev.graft.cli",
          "dev.graft.notebook",
          "dev.graft.serve",
          "dev.graft.zoo",
          "dev.graft.page",
          "dev.graft.plot",
          "dev.graft",
          "dev.graft.train",
          "dev.graft.engine",
          "dev.graft.infer",
          "dev.graft.infer.read",
          "dev.graft.infer.gate",
          "dev.graft.cache",
          "dev.graft.audit",
          "dev.graft.data",
          "dev.graft.text",
          "dev.graft.pixels",
          "dev.graft.webp",
          "dev.graft.shift",
          "dev.graft.evaluate",
          "dev.graft.backbone",
          "dev.graft.weights",
          "dev.graft.graph",
          "dev.graft.progress",
          "dev.graft.memory");

  private static final JavaClasses GRAFT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.graft");

  @Test
  void arrowsPointDown() {
    for (int lower = 1; lower < ROOMS.size(); lower++) {
      String[] above = ROOMS.subList(0, lower).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOMS.get(lower))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .check(GRAFT);
    }
  }

  @Test
  void theNotebookAndTheCommandsDoNotKnowEachOther() {
    onlySeenBy("dev.graft.notebook", "dev.graft.notebook");
    onlySeenBy("dev.graft.cli", "dev.graft.cli");
  }

  /** They stand beside each other, though one is written above the other. */
  @Test
  void imagesAndTextsDoNotKnowEachOther() {
    onlySeenBy("dev.graft.text", "dev.graft.text", "dev.graft", "dev.graft.data", "dev.graft.cli");
    noClasses()
        .that()
        .resideInAPackage("dev.graft.text")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java..",
            "com.fasterxml.jackson..",
            "dev.graft.text",
            "dev.graft.weights",
            "dev.graft.graph",
            "dev.graft.progress")
        .check(GRAFT);
  }

  @Test
  void eachLibraryIsSeenByOneRoom() {
    onlySeenBy("ai.djl.training..", "dev.graft.engine", "dev.graft.train");
    onlySeenBy("ai.onnxruntime..", "dev.graft.infer");
    onlySeenBy("ai.onnx.proto..", "dev.graft.infer..");
    onlySeenBy("org.knowm.xchart..", "dev.graft.plot");
    onlySeenBy("tech.tablesaw.plotly..", "dev.graft.plot");
    onlySeenBy("org.dflib.jjava..", "dev.graft.notebook");
    onlySeenBy("picocli..", "dev.graft.cli");
    onlySeenBy("com.sun.net.httpserver..", "dev.graft.serve");
  }

  @Test
  void graphsAreData() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.graft.graph", "dev.graft.backbone")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java.lang..", "java.util..", "dev.graft.graph", "dev.graft.backbone")
        .check(GRAFT);
  }

  /** A path of a zip file is no {@code File}; a process's streams know files alone. */
  @Test
  void aPathStaysAPath() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.graft.cli.ResumeJob")
        .should()
        .accessTargetWhere(describe("it takes a path for a file", RoomsTest::takesFile))
        .check(GRAFT);
  }

  private static final String FILE = "java.io.File";

  /** What opens a file that a text names. */
  private static final Set<String> BY_NAME =
      Set.of(
          FILE,
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.PrintStream",
          "java.io.PrintWriter",
          "java.io.RandomAccessFile",
          "java.util.Formatter",
          "java.util.jar.JarFile",
          "java.util.zip.ZipFile");

  private static boolean takesFile(JavaAccess<?> access) {
    if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
      return false;
    }
    List<String> taken =
        target.getRawParameterTypes().stream().map(type -> type.getName()).toList();
    boolean named =
        target.getName().equals("<init>")
            && BY_NAME.contains(target.getOwner().getName())
            && taken.contains("java.lang.String");
    return named || taken.contains(FILE) || target.getRawReturnType().getName().equals(FILE);
  }

  private static void onlySeenBy(String library, String... rooms) {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(GRAFT);
  }
}
