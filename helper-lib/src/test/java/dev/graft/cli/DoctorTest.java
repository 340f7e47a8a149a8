package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.Version;
import dev.graft.infer.FeatureCache;
import dev.graft.train.Engines;
import dev.graft.train.Setting;
import dev.graft.weights.GraftHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        new String[] {"java", "machine", "GPU", "home", "features", "offline", "weights"}) {
      assertEquals(
          1, lines.stream().filter(line -> line.startsWith(name + " ")).count(), run.out());
    }
    for (Setting setting : Setting.here()) {
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
  void itClearsTheFeatures() throws IOException {
    Path file = GraftHome.ofThisProcess().features().resolve("0123/old.features");
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
