package dev.graft;

import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.train.BatchNormStatistics;
import dev.graft.train.FineTune;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Laws 1 and 2, through the verbs. */
class Transfer_FreezeTest {

  private static void assertOnlyLiveChanges(TransferModel model, FineTune options) {
    StateDict before = model.weights();
    Garden.fineTune(model, options);
    assertEquals(Garden.live(model), Garden.changed(before, model.weights()));
  }

  /** The frozen part is compiled up to the boundary. */
  @EngineSource
  void compiledLayersKeepEveryBit(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      unfreeze(model, Layers.last(1));
      assertEquals("conv_pw_12_relu", model.boundary());
      assertOnlyLiveChanges(model, Garden.ONE);
    }
  }

  /** Live layers come first, so that frozen ones run and are passed by gradients in the engine. */
  @EngineSource
  void layersBehindLiveOnesKeepEveryBit(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model, Layers.named("block3", "conv_dw_5_bn", "block13"));
      assertEquals("input", model.boundary());
      assertOnlyLiveChanges(model, Garden.ONE);
    }
  }

  @EngineSource
  void layersOfALoadedModelKeepEveryBit(String engine, @TempDir Path folder) {
    try (TransferModel saved = Garden.model(engine)) {
      freeze(saved);
      unfreeze(saved, Layers.named("block13"));
      saved.save(folder.resolve("model"));
    }
    try (TransferModel model =
        new TransferModel(ModelFiles.read(folder.resolve("model")), engine)) {
      assertEquals("conv_pw_12_relu", model.boundary());
      assertOnlyLiveChanges(model, Garden.ONE);
    }
  }

  /** Law 2: live batch normalizations keep their statistics unless told otherwise. */
  @EngineSource
  void statisticsMoveOnlyWhenAskedForAndNeverWhereFrozen(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model, Layers.first(12));
      StateDict before = model.weights();
      Garden.fineTune(model, Garden.ONE.statistics(BatchNormStatistics.UPDATED));
      Set<String> expected = new TreeSet<>(Garden.live(model));
      for (String norm : new String[] {"conv_dw_13_bn", "conv_pw_13_bn"}) {
        expected.add(norm + ".running_mean");
        expected.add(norm + ".running_var");
      }
      assertEquals(expected, Garden.changed(before, model.weights()));
    }
  }

  /** A frozen normalization between live convolutions never looks at the batch. */
  @EngineSource
  void frozenNormalizationsRunAsAtInference(String engine) {
    List<List<List<Double>>> histories = new ArrayList<>();
    for (BatchNormStatistics statistics : BatchNormStatistics.values()) {
      try (TransferModel model = Garden.model(engine)) {
        freeze(model);
        unfreeze(model, Layers.named("conv_dw_13", "conv_pw_13"));
        StateDict before = model.weights();
        histories.add(Garden.numbers(Garden.fineTune(model, Garden.ONE.statistics(statistics))));
        assertEquals(Garden.live(model), Garden.changed(before, model.weights()));
      }
    }
    assertEquals(histories.get(0), histories.get(1));
  }

  /** With all images in one batch the seed decides nothing but the dropout. */
  @EngineSource
  void frozenDropoutIsOff(String engine) {
    FineTune whole = Garden.ONE.batchSize(Garden.IMAGES.train().size());
    double[] loss = new double[4];
    for (int i = 0; i < loss.length; i++) {
      try (TransferModel model = Garden.model(engine)) {
        replaceHead(model, Garden.head().dropout(0.9));
        Garden.worn(model);
        freeze(model);
        if (i < 2) {
          freeze(model, Layers.named("head.dropout1", "head.dropout2"));
        }
        loss[i] = Garden.fineTune(model, whole.seed(i % 2)).last().loss();
      }
    }
    assertEquals(loss[0], loss[1], 1e-6);
    assertTrue(Math.abs(loss[2] - loss[3]) > 1e-5, loss[2] + " and " + loss[3]);
  }

  @Test
  void theWholeBackboneIsFrozenAndTheHeadLearns() {
    try (TransferModel model = Garden.model("MXNet")) {
      freeze(model);
      assertEquals(14, model.frozen().size());
      assertEquals(Set.of("head.classifier.bias", "head.classifier.weight"), Garden.live(model));
      assertEquals("head.pool", model.boundary());
    }
  }

  @Test
  void freezingAgainChangesNothing() {
    try (TransferModel model = Garden.model("MXNet")) {
      freeze(model);
      List<String> once = model.frozen();
      freeze(model);
      assertEquals(once, model.frozen());
      unfreeze(model, Layers.last(4));
      freeze(model);
      assertEquals(once, model.frozen());
    }
  }

  @Test
  void unfreezeLetsJustThoseLayersLearn() {
    try (TransferModel model = Garden.model("MXNet")) {
      freeze(model);
      unfreeze(model, Layers.from("block12"));
      assertEquals(
          List.of(
              "stem", "block1", "block2", "block3", "block4", "block5", "block6", "block7",
              "block8", "block9", "block10", "block11"),
          model.frozen());
      unfreeze(model, Layers.all());
      assertEquals(List.of(), model.frozen());
    }
  }

  @Test
  void anUnknownLayerIsNamedAndChangesNothing() {
    try (TransferModel model = Garden.model("MXNet")) {
      assertEquals(
          "no layer \"block14\"; this backbone has stem, block1, block2, block3, block4, block5,"
              + " block6, block7, block8, block9, block10, block11, block12, block13, head",
          assertThrows(IllegalArgumentException.class, () -> freeze(model, Layers.named("block14")))
              .getMessage());
      assertEquals(List.of(), model.frozen());
    }
  }
}
