package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.learningCurve;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.TrainingSet;
import dev.graft.engine.EngineSource;
import dev.graft.train.BatchNormStatistics;
import dev.graft.train.FineTune;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class Transfer_LearningCurveTest {
  private static final ImageSet TRAINING = Garden.IMAGES.train();
  private static final ImageSet VALIDATION = Garden.IMAGES.validation();
  private static final LearningCurve PLAN = LearningCurve.perClass(1, 2).seeds(1, 2);
  private static final FineTune TRANSFER = FineTune.epochs(2).learningRate(1e-2);
  private static final FineTune SCRATCH =
      FineTune.epochs(1).statistics(BatchNormStatistics.UPDATED);

  @EngineSource
  void eachPointIsATrainingOfItsOwn(String engine) {
    Backbone network = Garden.backbone(engine);
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      String before = model.weights().sha256();
      LearningCurve plan =
          PLAN.transfer("head", model, Augmentation.none(), TRANSFER)
              .scratch("random", network, Garden.head(), Augmentation.flip(), SCRATCH);
      Table table = learningCurve(TRAINING, VALIDATION, plan);
      assertEquals(before, model.weights().sha256());
      assertEquals(
          List.of("method", "images per class", "seed", "accuracy", "training accuracy", "seconds"),
          table.columnNames());
      assertEquals(List.of("head", "random"), table.stringColumn(0).unique().asList());
      assertEquals(List.of(1, 1, 2, 2, 1, 1, 2, 2), table.intColumn(1).asList());
      assertEquals(List.of(1L, 2L, 1L, 2L), table.longColumn(2).first(4).asList());
      assertEquals(accuracies(table), accuracies(learningCurve(TRAINING, VALIDATION, plan)));
    }
  }

  /** Of head and random network, 2 images a class, seed 2. */
  @EngineSource
  void aPointIsWhatTheVerbsGive(String engine) {
    Backbone network = Garden.backbone(engine);
    try (TransferModel model = Garden.model(engine);
        TransferModel random = network.untrained(2)) {
      freeze(model);
      LearningCurve plan =
          PLAN.transfer("head", model, Augmentation.none(), TRANSFER)
              .scratch("random", network, Garden.head(), Augmentation.flip(), SCRATCH);
      Table table = learningCurve(TRAINING, VALIDATION, plan);
      ImageSet some = TRAINING.perClass(2, 2);
      replaceHead(model, Garden.head().seed(2));
      assertPoint(table, 3, model, TrainingSet.of(some, Augmentation.none()), TRANSFER);
      replaceHead(random, Garden.head().seed(2));
      assertPoint(table, 7, random, TrainingSet.of(some, Augmentation.flip()), SCRATCH);
    }
  }

  private static void assertPoint(
      Table table, int row, TransferModel model, TrainingSet training, FineTune options) {
    var history = fineTune(model, training.seed(2), VALIDATION, options.seed(2));
    assertEquals(history.last().accuracy(), table.doubleColumn("training accuracy").get(row));
    assertEquals(evaluate(model, VALIDATION).accuracy(), table.doubleColumn("accuracy").get(row));
  }

  private static List<List<Double>> accuracies(Table table) {
    return List.of(table.doubleColumn(3).asList(), table.doubleColumn(4).asList());
  }

  /** A listener is told of all validation images; without one a glance is enough. */
  @Test
  void whatHeedsValidationSeesAllOfIt() {
    List<Double> told = new ArrayList<>();
    try (TransferModel model = Garden.model("PyTorch")) {
      freeze(model);
      FineTune listening =
          FineTune.epochs(1).onEpoch(history -> told.add(history.last().validationAccuracy()));
      LearningCurve plan =
          LearningCurve.perClass(1).transfer("head", model, Augmentation.none(), listening);
      Table table = learningCurve(TRAINING, VALIDATION, plan);
      assertEquals(table.doubleColumn("accuracy").asList(), told);
    }
  }

  @Test
  void aPlanWithoutAPointOrALineIsRefused() {
    assertEquals(
        "images per class is [], must have at least 1",
        assertThrows(IllegalArgumentException.class, () -> LearningCurve.perClass(new int[0]))
            .getMessage());
    assertEquals(
        "a learning curve without a line; call transfer(…) or scratch(…)",
        assertThrows(
                IllegalArgumentException.class, () -> learningCurve(TRAINING, VALIDATION, PLAN))
            .getMessage());
  }
}
