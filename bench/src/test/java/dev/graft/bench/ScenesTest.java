package dev.graft.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.bench.Scenes.Part;
import dev.graft.data.MaskSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenesTest {
  @TempDir private Path folder;

  private void part(String name) throws IOException {
    Files.createDirectories(folder.resolve(name).resolve("images"));
    Files.createDirectories(folder.resolve(name).resolve("masks"));
  }

  @Test
  void aPartIsFoundByItsName() throws IOException {
    part("train");
    part("val");
    Scenes scenes = Scenes.of(Optional.of(folder), Part.VALIDATION, folder);
    assertEquals(folder.resolve("train"), scenes.train());
    assertEquals(folder.resolve("val"), scenes.held());
    assertEquals(11, scenes.classes().size());
    assertEquals(List.of(192, 256), List.of(scenes.height(), scenes.width()));
    part("test");
    assertEquals(folder.resolve("test"), Scenes.of(Optional.of(folder), Part.TEST, folder).held());
  }

  @Test
  void classesMayBeNamed() throws IOException {
    part("train");
    part("validation");
    Files.write(folder.resolve("classes.txt"), List.of("ground", "ant"));
    assertEquals(
        List.of("ground", "ant"),
        Scenes.of(Optional.of(folder), Part.VALIDATION, folder).classes());
  }

  @Test
  void aPartThatIsNotThereIsNamed() throws IOException {
    part("train");
    part("val");
    assertEquals(
        "no part \"test\" with images and masks in \"%s\"; it has train, val".formatted(folder),
        assertThrows(
                IllegalArgumentException.class,
                () -> Scenes.of(Optional.of(folder), Part.TEST, folder))
            .getMessage());
    Path nowhere = folder.resolve("nowhere");
    assertEquals(
        "no part \"validation\" or \"val\" with images and masks in \"%s\"; no such folder"
            .formatted(nowhere),
        assertThrows(
                IllegalArgumentException.class,
                () -> Scenes.of(Optional.of(nowhere), Part.VALIDATION, folder))
            .getMessage());
  }

  @Test
  void aGardenIsDrawnOnceWithItsMasks() throws IOException {
    Path garden = Scenes.drawn(folder, 2);
    MaskSet train =
        MaskSet.of(garden.resolve("train"), Files.readAllLines(garden.resolve("classes.txt")));
    assertEquals(12, train.size());
    assertEquals("ground", train.classes().get(0));
    assertTrue(train.counts().longColumn("pixels").min() > 0, train.counts().print());
    assertTrue(Files.isDirectory(garden.resolve("test").resolve("masks")));
    assertEquals(garden, Scenes.drawn(folder, 2));
  }
}
