package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.weights.GraftHome;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Samples_NamedTest {
  @TempDir Path data;

  @Test
  void knowsWhatIsDrawn() {
    assertEquals("ant", Samples.named("garden").classes().get(0));
    assertEquals("interphase", Samples.named("cells").classes().get(0));
  }

  @Test
  void saysWhatThereIs() {
    assertEquals(
        "no sample data \"moon\"; there are garden, ants_bees, cells and signs",
        assertThrows(IllegalArgumentException.class, () -> Samples.named("moon")).getMessage());
  }

  @Test
  void prefersWhatIsRealWhereItIsThere() throws IOException {
    Map<String, String> environment = Map.of("GRAFT_DATA", data.toString());
    assertEquals("garden", Samples.preferred(environment));
    assertEquals("cells", Samples.far(environment));
    Files.createDirectory(data.resolve("ants_bees"));
    assertEquals("ants_bees", Samples.preferred(environment));
    assertEquals("cells", Samples.far(environment));
    Files.createDirectory(data.resolve("signs"));
    assertEquals("signs", Samples.far(environment));
    assertEquals("cells", Samples.far(Map.of()));
  }

  @Test
  void takesWhatTheEnvironmentNames() throws IOException {
    Files.createDirectory(data.resolve("signs"));
    Map<String, String> environment =
        Map.of("GRAFT_DATA", data.toString(), "GRAFT_FAR", "cells", "GRAFT_PHOTOS", "ants_bees");
    assertEquals("cells", Samples.far(environment));
    assertEquals("ants_bees", Samples.preferred(environment));
  }

  @Test
  void takesHandsFromTheFolderOnly() throws IOException {
    assertMissing("GRAFT_DATA is not set", Map.of());
    Map<String, String> environment = Map.of("GRAFT_DATA", data.toString());
    assertMissing("there is no folder " + data.resolve("signs"), environment);
    Files.createDirectory(data.resolve("signs"));
    assertEquals(data.resolve("signs"), Signs.folder(home(environment)));
  }

  @Test
  void takesStreetsFromTheFolderOnly() throws IOException {
    assertEquals("garden", Samples.scenes(Map.of()));
    Map<String, String> environment = Map.of("GRAFT_DATA", data.toString());
    assertEquals("garden", Samples.scenes(environment));
    assertNoStreets("GRAFT_DATA is not set", Map.of());
    assertNoStreets("there is no folder " + data.resolve("camvid").resolve("val"), environment);
    for (String part : List.of("train", "val")) {
      street(part, 11);
    }
    assertEquals("camvid", Samples.scenes(environment));
    Answered.Parts<MaskSet> streets = CamVid.parts(home(environment));
    assertEquals("bicyclist", streets.train().classes().get(10));
    assertEquals(-1, streets.validation().mask(0).at(0, 0));
    assertEquals("garden", Samples.scenes(Map.of("GRAFT_SCENES", "garden")));
  }

  /** Of one class everywhere. */
  private void street(String part, int value) throws IOException {
    Path folder = data.resolve("camvid").resolve(part);
    byte[] values = new byte[64];
    Arrays.fill(values, (byte) value);
    BufferedImage mask = GreyImage.of(8, 8);
    System.arraycopy(values, 0, GreyImage.bytes(mask), 0, values.length);
    for (String side : List.of("images", "masks")) {
      Path file = Files.createDirectories(folder.resolve(side)).resolve("1.png");
      ImageIO.write(mask, "png", file.toFile());
    }
  }

  private void assertNoStreets(String reason, Map<String, String> environment) {
    assertEquals(
        "no streets: "
            + reason
            + "; set GRAFT_DATA to a folder that has camvid/train and camvid/val, each with images"
            + " and masks (Brostow et al. 2009), or take Samples.gardenMasks(20, 42, 128)",
        assertThrows(IllegalStateException.class, () -> CamVid.parts(home(environment)))
            .getMessage());
  }

  private void assertMissing(String reason, Map<String, String> environment) {
    var refused = assertThrows(IllegalStateException.class, () -> Signs.folder(home(environment)));
    assertEquals(
        "no photos of hands: "
            + reason
            + "; set GRAFT_DATA to a folder that has signs/train and signs/validation with a folder"
            + " a digit each (Mavi 2020, arXiv 2011.08927), or take Samples.cells()",
        refused.getMessage());
  }

  private GraftHome home(Map<String, String> environment) {
    return new GraftHome(environment, data);
  }
}
