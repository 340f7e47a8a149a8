package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code LeftOutTest} sees once in a process; here are its words. */
class SpeedNoticeTest {
  @Test
  void itNamesWhatIsMissingWhatThatCostsAndWhatToSet() {
    List<Setting> settings =
        List.of(
            new Setting("SLEEP", "", "all is late", "0"),
            new Setting("CORES", "", "one works", "8"));
    assertEquals(
        "training is slower than it can be: SLEEP is not set (all is late), CORES is not set (one"
            + " works); before the JVM starts, set SLEEP=0 CORES=8",
        SpeedNotice.text(settings));
  }

  /** The same values stand in a script, which cannot ask Java. */
  @Test
  void theLauncherSetsTheSame() throws IOException {
    String script = Files.readString(Path.of("..", "bin", "environment.sh"));
    for (String tunable : Setting.MALLOC.split(":")) {
      assertTrue(script.contains(tunable), tunable);
    }
  }
}
