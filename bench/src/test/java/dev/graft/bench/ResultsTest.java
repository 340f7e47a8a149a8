package dev.graft.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final Figure GRAFT =
      Figure.of("body", "graft-MXNet", Unit.FEATURES, Series.of(180, 200, 220), "");
  private static final Figure TORCH =
      Figure.of("body", "pytorch", Unit.FEATURES, Series.of(50), "channels-last");
  private static final Figure DL4J =
      Figure.absent("body", "dl4j", Unit.FEATURES, "DL4J's zoo has no body");

  private final Results results = new Results("features", List.of(GRAFT, TORCH, DL4J));

  @Test
  void graftStandsBesideEveryPeerOfItsCase() {
    Map<String, Object> row = results.json().get(0);
    assertEquals("body", row.get("case"));
    assertEquals("graft-MXNet", row.get("engine"));
    assertEquals(200.0, row.get("value"));
    assertEquals("features/s", row.get("unit"));
    assertEquals("pytorch", row.get("peer"));
    assertEquals(50.0, row.get("peerValue"));
    assertEquals(4.0, row.get("ratio"));
  }

  @Test
  void anAbsentPeerSaysWhyAndHasNoRatio() {
    Map<String, Object> row = results.json().get(1);
    assertEquals("DL4J's zoo has no body", row.get("peerAbsent"));
    assertFalse(row.containsKey("ratio"));
    Map<String, Object> own = results.json().get(3);
    assertEquals("DL4J's zoo has no body", own.get("absent"));
  }

  @Test
  void whereLessIsBetterTheRatioTurnsRound() {
    Figure graft = Figure.of("recipe", "graft-MXNet", Unit.SECONDS, Series.of(20), "");
    Figure torch = Figure.of("recipe", "pytorch", Unit.SECONDS, Series.of(160), "");
    assertEquals(8.0, new Results("recipe", List.of(graft, torch)).json().get(0).get("ratio"));
  }

  @Test
  void theTableSaysMedianRangeRatioAndReason() {
    List<String> lines = new ResultTable(List.of(GRAFT, TORCH, DL4J)).toString().lines().toList();
    assertTrue(lines.get(1).contains("200.0           180.0 – 220.0  features/s"), lines.get(1));
    assertTrue(lines.get(2).endsWith("4.00 ×  channels-last"), lines.get(2));
    assertTrue(lines.get(3).contains("absent"), lines.get(3));
    assertTrue(lines.get(3).endsWith("DL4J's zoo has no body"), lines.get(3));
  }

  @Test
  void jsonAndPictureAreWritten(@TempDir Path folder) throws Exception {
    results.publish(folder);
    var rows = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("features.json")));
    assertEquals(4, rows.size());
    assertTrue(Files.size(folder.resolve("features-features.png")) > 1000);
  }
}
