package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.Version;
import dev.graft.train.Engines;
import dev.graft.train.Setting;
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
    for (String name : new String[] {"java", "machine", "GPU", "home", "offline", "weights"}) {
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
}
