package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Public is a decision: whoever makes a type public writes it into {@code
 * src/test/architecture/public-types.txt}, where a reader of the change sees it.
 */
class DoorTest {
  private static final Path DECIDED = Path.of("src/test/architecture/public-types.txt");

  @Test
  void publicTypesAreThoseDecidedOn() throws IOException {
    var found =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.graft")
                .stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> type.getEnclosingClass().isEmpty())
                .map(JavaClass::getName)
                .sorted()
                .toList();
    assertEquals(
        String.join("\n", Files.readAllLines(DECIDED)),
        String.join("\n", found),
        "public types are not those of " + DECIDED);
  }
}
