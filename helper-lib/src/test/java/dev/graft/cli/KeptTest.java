package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.Backbone;
import dev.graft.cache.FeatureCache;
import dev.graft.weights.GraftHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTest {
  @TempDir private Path folder;

  @Test
  void theDiskIsCountedAsDuCountsIt() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/du")), "there is no du here");
    Path tree = folder.resolve("tree");
    for (int i = 0; i < 60; i++) {
      file(tree.resolve("inner" + i % 3 + "/" + i), 1000 + 211 * i);
    }
    file(tree.resolve("large"), 3_000_000);
    Files.createLink(tree.resolve("inner0/again"), tree.resolve("large"));
    file(folder.resolve("elsewhere"), 5_000_000);
    Files.createSymbolicLink(tree.resolve("link"), folder.resolve("elsewhere"));
    long du = du(tree);
    assertEquals(du, DiskUse.of(List.of(tree)), 0.05 * du);
    assertEquals(0, DiskUse.of(List.of(folder.resolve("nothing"))));
    Path moved = Files.createSymbolicLink(folder.resolve("moved"), tree);
    assertEquals(DiskUse.of(List.of(tree)), DiskUse.of(List.of(moved)));
  }

  private static long du(Path tree) throws IOException, InterruptedException {
    Process du = new ProcessBuilder("/usr/bin/du", "-s", "-B1", tree.toString()).start();
    String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, du.waitFor());
    return Long.parseLong(said.split("\t")[0]);
  }

  @Test
  void onlyWhatIsGraftsIsDeleted() throws IOException {
    String weights =
        Backbone.RESNET18.weightSets().stream()
            .flatMap(set -> set.file().stream())
            .findFirst()
            .orElseThrow()
            .name();
    Path catalogued = file(folder.resolve("home/weights").resolve(weights), 10_000);
    Path mine = file(folder.resolve("home/weights/mine.safetensors"), 5000);
    Path photos = file(folder.resolve("home/samples/mine/photo.jpg"), 5000);
    Path behind = file(folder.resolve("behind/photo.jpg"), 5000);
    Path ants = file(folder.resolve("home/samples/ants_bees/train/ant.jpg"), 5000);
    Files.createSymbolicLink(ants.resolveSibling("link"), behind.getParent());
    file(folder.resolve("venv/pyvenv.cfg"), 100);
    Path environment = file(folder.resolve("venv/.graft"), 10).getParent();
    clear("weights", "samples", "environment");
    assertFalse(Files.exists(catalogued));
    assertFalse(Files.exists(ants.getParent().getParent()));
    assertFalse(Files.exists(environment));
    assertTrue(Files.exists(mine) && Files.exists(photos) && Files.exists(behind));
  }

  @Test
  void anEnvironmentOfOthersStays() throws IOException {
    Path theirs = file(folder.resolve("venv/pyvenv.cfg"), 100);
    Path features = file(folder.resolve("home/features/" + "0123".repeat(8) + "/a.features"), 100);
    var refused =
        assertThrows(IllegalArgumentException.class, () -> clear("features", "environment"));
    assertEquals(
        "environment is not Graft's alone, so it is not deleted: " + theirs.getParent(),
        refused.getMessage());
    assertTrue(Files.exists(theirs) && Files.exists(features), "something went before it refused");
  }

  @Test
  void anUnknownNameAndTheJarsAreRefused() {
    Run unknown = Run.of("doctor", "--clear", "everything");
    assertEquals(2, unknown.status());
    assertEquals(
        "graft: no \"everything\" to clear; there are features, weights, choices, calibrations, samples, natives,"
            + " environment\n",
        unknown.err());
    assertEquals(2, Run.of("doctor", "--clear", "jars").status());
  }

  @Test
  void whatExecutorsUnpackedIsOfTheNatives() throws IOException {
    Path theirs = file(folder.resolve("home/natives/onnxruntime-1.23.2-linux-x64/lib.so"), 5000);
    Path other = file(folder.resolve("home/natives/mine/lib.so"), 5000);
    Kept natives =
        Kept.all(home()).stream().filter(kept -> kept.name().equals("natives")).findAny().get();
    assertTrue(natives.own().contains(theirs.getParent()));
    assertFalse(natives.places().contains(other.getParent()), "nobody knows whose that is");
  }

  @Test
  void nativesAreThoseOfTheVersionsOnTheClassPath() {
    Kept natives =
        Kept.all(home()).stream().filter(kept -> kept.name().equals("natives")).findAny().get();
    assertTrue(natives.bytes() > 0 || natives.places().stream().noneMatch(Files::exists));
    for (Path place : natives.own()) {
      assertTrue(
          place.getFileName().toString().matches("(2\\.7\\.1|1\\.9\\.1)-.+-.+"), place::toString);
    }
  }

  private void clear(String... names) {
    GraftHome home = home();
    new Clearing(home, FeatureCache.in(home.features(), 1000)).clear(List.of(names));
  }

  private GraftHome home() {
    return new GraftHome(
        Map.of(
            "GRAFT_HOME",
            folder.resolve("home").toString(),
            "GRAFT_VENV",
            folder.resolve("venv").toString()),
        folder);
  }

  private static Path file(Path file, int bytes) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[bytes]);
  }
}
