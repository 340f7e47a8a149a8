package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {
  private final Figure figure =
      Figure.sheet(
          "red",
          Canvas.draw(
              20,
              10,
              Canvas.SHARP,
              graphics -> {
                graphics.setColor(Color.RED);
                graphics.fillRect(0, 0, 10, 10);
              }));

  @Test
  void pngHoldsThePicture(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new/red.png");
    figure.save(file);
    assertArrayEquals(figure.png(), Files.readAllBytes(file));
    var image = ImageIO.read(file.toFile());
    assertEquals(40, image.getWidth());
    assertEquals(Color.RED.getRGB(), image.getRGB(10, 10));
    assertEquals(Color.WHITE.getRGB(), image.getRGB(30, 10));
    assertEquals(20, figure.width());
    assertEquals("red", figure.toString());
    assertEquals(Optional.empty(), figure.plotly());
  }

  @Test
  void savingLeavesNothingElse(@TempDir Path folder) throws IOException {
    figure.save(folder.resolve("a.png"));
    figure.save(folder.resolve("a.png"));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void savingOntoAFolderSaysSoAndLeavesNothing(@TempDir Path folder) throws IOException {
    Path taken = Files.createDirectories(folder.resolve("taken/inside")).getParent();
    var error = assertThrows(UncheckedIOException.class, () -> figure.save(taken));
    assertEquals("figure is not written: " + taken, error.getMessage());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void imageIsACopy() {
    figure.image().setRGB(10, 10, 0);
    assertEquals(Color.RED.getRGB(), figure.image().getRGB(10, 10));
  }
}
