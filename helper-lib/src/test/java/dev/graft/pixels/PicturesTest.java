package dev.graft.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.data.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Files of public corpora beside Pillow's pixels of them, where a connected machine has both. */
class PicturesTest {
  /** Told apart from Pillow's by a reason: smoothing of scans that never came; a process. */
  private static final List<String> OTHERWISE =
      List.of("jpeg-huge-from-613-bytes", "jpeg-lossless-point-transform");

  @TestFactory
  Stream<DynamicTest> readsWhatPillowReads() throws IOException {
    Path folder = Fixtures.shared("cases/pictures");
    assumeTrue(Files.isDirectory(folder), "no ../shared/cases/pictures on this machine");
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(PicturesTest::compared).sorted().toList();
    }
    return files.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> compare(file)));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static boolean compared(Path file) {
    String name = name(file);
    return name.matches("(jpeg|png|bmp|held).*") && OTHERWISE.stream().noneMatch(name::startsWith);
  }

  private static void compare(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Path expected = file.resolveSibling("expected-pillow").resolve(name(file) + ".png");
    if (Files.exists(expected)) {
      assertEquals(Seen.in(Files.readAllBytes(expected)), Seen.in(bytes));
    } else {
      assertThrows(IOException.class, () -> ImageFile.decode(bytes), "Pillow refuses it");
    }
  }
}
