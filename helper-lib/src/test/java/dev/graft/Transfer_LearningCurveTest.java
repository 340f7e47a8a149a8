package dev.graft;

import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.learningCurve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.ImageSet;
import dev.graft.train.BatchNormStatistics;
import dev.graft.train.EngineSource;
import dev.graft.train.FineTune;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class Transfer_LearningCurveTest {
  private static final ImageSet VALIDATION = Garden.IMAGES.validation();
  private static final LearningCurve PLAN =
      LearningCurve.perClass(1, 2)
          .seeds(1, 2)
          .transfer(FineTune.epochs(1))
          .scratch(FineTune.epochs(1).statistics(BatchNormStatistics.UPDATED));

  @EngineSource
  void eachPointIsATrainingOfItsOwn(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      String before = model.weights().sha256();
      Table table = learningCurve(model, Garden.TRAIN, VALIDATION, PLAN);
      assertEquals(before, model.weights().sha256());
      assertEquals(List.of("images per class", "method", "seed", "accuracy"), table.columnNames());
      assertEquals(List.of(1, 1, 1, 1, 2, 2, 2, 2), table.intColumn(0).asList());
      assertEquals(
          List.of("transfer", "scratch", "transfer", "scratch"),
          table.stringColumn(1).first(4).asList());
      assertEquals(List.of(1L, 1L, 2L, 2L), table.longColumn(2).first(4).asList());
      assertEquals(
          table.printAll(), learningCurve(model, Garden.TRAIN, VALIDATION, PLAN).printAll());
    }
  }

  @Test
  void aPlanWithoutAPointIsRefused() {
    assertEquals(
        "images per class is [] and seeds is [1, 2, 3], each must have at least 1",
        assertThrows(IllegalArgumentException.class, () -> LearningCurve.perClass(new int[0]))
            .getMessage());
  }
}
