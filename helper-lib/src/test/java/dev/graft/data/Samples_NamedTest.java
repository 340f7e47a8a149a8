package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.weights.GraftHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
