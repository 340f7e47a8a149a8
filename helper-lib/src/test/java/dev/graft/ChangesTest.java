package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** What {@link TransferModel#changes} tells, on an untrained MobileNet. */
class ChangesTest {
  private static TransferModel model() {
    var model = Backbone.MOBILENET_V1_025.size(32).untrained(7);
    Transfer.replaceHead(model, Head.classifier(List.of("ant", "bee")));
    Transfer.freeze(model);
    return Garden.worn(model);
  }

  private static void scale(TransferModel model, String name, float factor) {
    Tensor old = model.weights().get(name);
    float[] values = old.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    model
        .life()
        .learn(now -> now.weights(StateDict.of(Map.of(name, Tensor.of(old.shape(), values)))));
  }

  private static int row(Table table, String layer) {
    return table.stringColumn("layer").asList().indexOf(layer);
  }

  @Test
  void nothingHasChangedYet() {
    try (var model = model()) {
      Table changes = model.changes(model.weights());
      assertEquals(model.table().stringColumn("layer").asList(), changes.column("layer").asList());
      assertEquals(0, changes.intColumn("weights changed").sum());
      assertEquals(0, changes.intColumn("statistics changed").sum());
      assertEquals(0, changes.doubleColumn("moved").sum());
      assertTrue(changes.intColumn("statistics").sum() > 0);
    }
  }

  @Test
  void aLayerThatGrewByHalfMovedByHalf() {
    try (var model = model()) {
      StateDict before = model.weights();
      scale(model, "head.classifier.weight", 1.5f);
      Table changes = model.changes(before);
      int head = row(changes, "head");
      assertEquals(2, changes.intColumn("weights").get(head));
      assertEquals(1, changes.intColumn("weights changed").get(head));
      assertEquals(0.5, changes.doubleColumn("moved").get(head), 1e-6);
      assertEquals("trainable", changes.stringColumn("learns").get(head));
      assertEquals(1, changes.intColumn("weights changed").sum());
    }
  }

  /** A fresh classifier is all 0: no share of that can be taken. */
  @Test
  void whatBeganAtNothingHasNoShare() {
    try (var model = Backbone.MOBILENET_V1_025.size(32).untrained(7)) {
      Transfer.replaceHead(model, Head.classifier(List.of("ant", "bee")));
      StateDict before = model.weights();
      Garden.spread(model, 1);
      Table changes = model.changes(before);
      assertEquals(1, changes.intColumn("weights changed").sum());
      assertTrue(changes.doubleColumn("moved").isMissing(row(changes, "head")));
    }
  }

  @Test
  void runningStatisticsAreCountedApart() {
    try (var model = model()) {
      StateDict before = model.weights();
      String variance =
          before.names().stream().filter(name -> name.endsWith("var")).findFirst().orElseThrow();
      scale(model, variance, 2);
      Table changes = model.changes(before);
      assertEquals(1, changes.intColumn("statistics changed").sum());
      assertEquals(0, changes.intColumn("weights changed").sum());
      assertEquals(0, changes.doubleColumn("moved").sum());
    }
  }

  @Test
  void aSnapshotFromBeforeTheHeadIsRefused() {
    try (var model = Backbone.MOBILENET_V1_025.size(32).untrained(7)) {
      StateDict bare = model.weights();
      Transfer.replaceHead(model, Head.classifier(List.of("ant", "bee")));
      String text =
          assertThrows(IllegalArgumentException.class, () -> model.changes(bare)).getMessage();
      assertTrue(
          text.startsWith("2 tensors are missing: head.classifier.weight, head.classifier.bias;"),
          text);
    }
  }
}
