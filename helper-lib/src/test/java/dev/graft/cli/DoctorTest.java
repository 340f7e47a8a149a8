package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.Backbone;
import dev.graft.Version;
import dev.graft.cache.FeatureCache;
import dev.graft.engine.Engines;
import dev.graft.engine.Setting;
import dev.graft.weights.GraftHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @Test
  void itSaysWhatIsHereAndWhatIsMissing() {
    Run run = Run.of("doctor");
    List<String> lines = run.out().lines().toList();
    assertTrue(lines.contains("%-16s %s".formatted("graft", Version.current())), run.out());
    assertTrue(lines.contains("%-16s %s".formatted("rule", Engines.describe())), run.out());
    for (String engine : new String[] {Engines.MXNET, Engines.PYTORCH}) {
      String expected =
          "%-16s %s on %s"
              .formatted(engine, Engines.load(engine).getVersion(), Engines.device(engine));
      assertTrue(lines.contains(expected), expected + " in " + run.out());
    }
    assertTrue(lines.contains("%-16s available".formatted("ONNX Runtime")), run.out());
    for (String name :
        new String[] {
          "java",
          "machine",
          "JPEG",
          "GPU",
          "home",
          "features",
          "offline",
          "mirror",
          "weights",
          "disk features",
          "disk weights",
          "disk samples",
          "disk natives",
          "disk environment",
          "disk jars",
          "disk  "
        }) {
      assertEquals(
          1, lines.stream().filter(line -> line.startsWith(name + " ")).count(), run.out());
    }
    for (Setting setting : Engines.settings()) {
      String expected =
          setting.missing()
              ? "not set: " + setting.otherwise() + "; start through ./graft"
              : setting.value();
      assertTrue(lines.contains("%-16s %s".formatted(setting.name(), expected)), run.out());
    }
    assertEquals(run.out().contains("MISSING: ") ? 1 : 0, run.status());
    assertEquals("", run.err());
  }

  @Test
  void itListsTheCatalogue() {
    Run run = Run.of("doctor", "--backbones");
    assertEquals(0, run.status());
    assertEquals("", run.err());
    List<String> lines = run.out().lines().toList();
    assertEquals(
        1 + Backbone.all().stream().mapToInt(b -> b.weightSets().size()).sum(), lines.size());
    assertEquals(
        "backbone             weights          top-1  licence       input         hash                   "
            + " on this machine",
        lines.get(0));
    String second =
        "resnet50             torchvision-v2  80.9 %  BSD-3-Clause  224 bilinear  sha256 (first"
            + " 8 digits) –";
    assertTrue(lines.contains(second), run.out());
    assertTrue(
        lines.stream().anyMatch(l -> l.matches("mobilenet_v1_1.0 +keras +70.4 %.* unverified .*")),
        run.out());
  }

  @Test
  void itTellsWhereAWeightFileLies(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("weights/resnet18-f37072fd.pth");
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    var home = new GraftHome(Map.of("GRAFT_HOME", folder.toString(), "HOME", "/"), folder);
    String list = BackboneList.of(List.of(Backbone.RESNET18), home);
    assertEquals(
        "resnet18             torchvision-v1  69.8 %  BSD-3-Clause  224 bilinear  sha256 (first"
            + " 8 digits) "
            + file,
        list.lines().toList().get(1));
  }

  @Test
  void itClearsTheFeatures() throws IOException {
    Path file =
        GraftHome.ofThisProcess().features().resolve("0123".repeat(8)).resolve("old.features");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[2_000_000]);
    assertTrue(FeatureCache.atHome().bytes() >= 2_000_000);
    Run run = Run.of("doctor", "--clear-features");
    String expected =
        "%-16s 0 MB of at most 10000 (GRAFT_CACHE_GB); --clear-features deletes them"
            .formatted("features");
    assertTrue(run.out().lines().toList().contains(expected), run.out());
    assertEquals(0, FeatureCache.atHome().bytes());
  }
}
