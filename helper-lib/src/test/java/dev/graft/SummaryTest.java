package dev.graft;

import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.graph.Layers;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** A model as it is shown in a notebook. */
class SummaryTest {

  private static String row(Table table, int index) {
    Row row = table.row(index);
    return "%s | %s | %d | %s"
        .formatted(
            row.getString("layer"),
            row.getString("output"),
            row.getLong("parameters"),
            row.getString("learns"));
  }

  @Test
  void eachStageIsARow() {
    try (TransferModel model = Garden.model("MXNet")) {
      freeze(model);
      unfreeze(model, Layers.named("conv_pw_12", "block13"));
      Table table = model.table();
      assertEquals(List.of("layer", "output", "parameters", "learns"), table.columnNames());
      assertEquals(15, table.rowCount());
      assertEquals("stem | (8, 16, 16) | 232 | frozen", row(table, 0));
      assertEquals("block1 | (16, 16, 16) | 248 | frozen", row(table, 1));
      assertEquals("block12 | (256, 1, 1) | 34688 | in part", row(table, 12));
      assertEquals("block13 | (256, 1, 1) | 68864 | trainable", row(table, 13));
      assertEquals("head | (6) | 1542 | trainable", row(table, 14));
    }
  }

  @Test
  void theFirstLineCounts() {
    try (TransferModel model = Garden.model("PyTorch")) {
      String all = model.toString().lines().findFirst().orElseThrow();
      assertEquals(
          "mobilenet_v1_0.25 (32 px), 6 classes, 214,614 parameters, 214,614 of them trainable,"
              + " on PyTorch",
          all);
      freeze(model);
      assertTrue(model.toString().contains(" 1,542 of them trainable, "), model.toString());
    }
  }
}
