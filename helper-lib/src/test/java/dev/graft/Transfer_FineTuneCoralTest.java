package dev.graft;

import static dev.graft.Transfer.findLearningRate;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.engine.EngineSource;
import dev.graft.train.Checkpoints;
import dev.graft.train.FineTune;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unlabelled photos beside those that are learned from. */
class Transfer_FineTuneCoralTest {
  private static final ImageSet CELLS = Samples.cells(6, 1, 32).train();
  private static final FineTune PLAIN = FineTune.epochs(2).batchSize(10).learningRate(0.01).seed(1);

  @TempDir Path folder;

  private static TransferModel model(String engine) {
    TransferModel model = Garden.model(engine);
    freeze(model);
    return model;
  }

  private static StateDict learned(String engine, FineTune options) {
    try (TransferModel model = model(engine)) {
      Garden.fineTune(model, options);
      return model.weights();
    }
  }

  /** With kept features and without, whole and from the middle of an epoch. */
  @EngineSource
  void itGoesOnBitForBit(String engine) throws IOException {
    FineTune options = PLAIN.coral(CELLS, 1);
    StateDict whole = learned(engine, options);
    assertNotEquals(Set.of(), Garden.changed(whole, learned(engine, PLAIN)));
    Path all = folder.resolve("all");
    learned(engine, options.checkpoints(new Checkpoints(all, 100, Duration.ZERO)));
    List<Path> moments;
    try (Stream<Path> files = Files.list(all)) {
      moments = files.filter(f -> f.toString().endsWith(".safetensors")).sorted().toList();
    }
    assertTrue(moments.size() > 5, moments::toString);
    Path middle = moments.get(4);
    Path alone = Files.createDirectories(folder.resolve("alone"));
    Files.copy(middle, alone.resolve(middle.getFileName()));
    StateDict resumed = learned(engine, options.checkpoints(alone));
    assertEquals(Set.of(), Garden.changed(whole, resumed));
    FineTune changed = PLAIN.coral(CELLS.take(4, 1), 1).checkpoints(alone);
    assertThrows(IllegalArgumentException.class, () -> learned(engine, changed));
  }

  /** Of one batch: the search begins where a training does, which tells the term from none. */
  @EngineSource
  void theSearchForARateHasTheTermToo(String engine) {
    FineTune once = FineTune.epochs(1).batchSize(64).seed(3).learningRate(1e-9);
    try (TransferModel model = model(engine)) {
      Garden.spread(model, 3);
      double plain = first(model, once);
      double found = first(model, once.coral(CELLS, 1e6));
      assertTrue(found > plain + 1e-3, () -> found + " after " + plain);
      assertEquals(Garden.fineTune(model, once.coral(CELLS, 1e6)).last().loss(), found, 1e-6);
    }
  }

  private static double first(TransferModel model, FineTune options) {
    return findLearningRate(model, Garden.TRAIN, options).steps().get(0).loss();
  }

  @Test
  void masksAreRefused() {
    try (TransferModel model = Garden.backbone("PyTorch").untrained(1)) {
      var drawn = Samples.gardenMasks(2, 1, 32);
      replaceHead(model, Head.segmenter(drawn.train().classes()));
      assertEquals(
          "CORAL aligns outputs of one row an example, this network gives (7, 32, 32); use a head"
              + " of classes or of tags",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      Transfer.fineTune(
                          model,
                          Transfer.augment(drawn.train(), dev.graft.data.Augmentation.none()),
                          drawn.validation(),
                          PLAIN.coral(CELLS, 1)))
              .getMessage());
    }
  }
}
