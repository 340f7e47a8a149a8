package dev.graft;

import static dev.graft.Transfer.adapt;
import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.shift;
import static dev.graft.Transfer.solve;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Splits;
import dev.graft.data.TrainingSet;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.LinearClassifier;
import dev.graft.evaluate.LinearProbe;
import dev.graft.shift.Adaptation;
import dev.graft.shift.Adapted;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heads that need no epochs, and heads that follow a shift. */
class Transfer_SolveTest {
  private static final Set<String> HEAD = Set.of("head.classifier.bias", "head.classifier.weight");
  private static final ImageSet TRAIN = Garden.IMAGES.train();

  /** What the classifier alone says of the features is what the model says of the images. */
  @EngineSource
  void theModelSaysWhatWasSolved(String engine, @TempDir Path folder) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      StateDict before = model.weights();
      LinearClassifier found = solve(model, TRAIN, LinearProbe.logistic().strengths(1e6));
      assertEquals(HEAD, Garden.changed(before, model.weights()));
      Evaluation alone = found.evaluate(extractFeatures(model, TRAIN));
      Evaluation whole = evaluate(model, TRAIN);
      assertEquals(alone.loss(), whole.loss(), 1e-4);
      assertEquals(alone.accuracy(), whole.accuracy());
      assertTrue(whole.accuracy() > 0.7, () -> "accuracy is " + whole.accuracy());
      model.save(folder.resolve("model"));
      try (TransferModel again = TransferModel.load(folder.resolve("model"))) {
        assertEquals(
            predict(model, TRAIN).get(0).probabilities(),
            predict(again, TRAIN).get(0).probabilities());
      }
    }
  }

  /** Two views are twice the rows; one view of an unchanged image is the image. */
  @EngineSource
  void itIsSolvedOnViews(String engine) {
    LinearProbe probe = LinearProbe.logistic().strengths(1e3);
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      LinearClassifier plain = solve(model, TRAIN, probe);
      TrainingSet same = augment(TRAIN, Augmentation.none());
      assertArrayEquals(plain.weights(), solve(model, same, probe).weights());
      LinearClassifier one = solve(model, Garden.TRAIN.views(1), probe);
      LinearClassifier two = solve(model, Garden.TRAIN.views(2), probe);
      assertTrue(two.objective() > one.objective(), () -> two + " after " + one);
      assertArrayEquals(
          two.weights()[0],
          Arrays.copyOf(
              model.weights().get("head.classifier.weight").toArray(), two.weights()[0].length),
          1e-4f);
      assertEquals(
          "these images have a new view in every epoch; say how many are solved on, such as"
              + " data.views(4)",
          assertThrows(IllegalArgumentException.class, () -> solve(model, Garden.TRAIN))
              .getMessage());
    }
  }

  @EngineSource
  void aHeadOfOneLogitIsSolvedToo(String engine) {
    List<String> names = TRAIN.classes().subList(0, 2);
    ImageSet two = TRAIN.filter((id, name) -> names.contains(name)).classes(names);
    try (TransferModel one = Garden.backbone(engine).untrained(1);
        TransferModel both = Garden.backbone(engine).untrained(1)) {
      replaceHead(one, Head.binary(two.classes()));
      replaceHead(both, Head.classifier(two.classes()));
      for (LinearProbe probe :
          new LinearProbe[] {LinearProbe.logistic().strengths(1), LinearProbe.prototypes()}) {
        solve(one, two, probe);
        solve(both, two, probe);
        assertEquals(evaluate(both, two).loss(), evaluate(one, two).loss(), 1e-5);
        float[] rows = both.weights().get("head.classifier.weight").toArray();
        float[] bias = both.weights().get("head.classifier.bias").toArray();
        assertEquals(-bias[0], bias[1], 1e-12f);
        for (int k = 0; k < rows.length / 2; k++) {
          assertEquals(-rows[k], rows[rows.length / 2 + k], 1e-12f, "each class has its half");
        }
      }
    }
  }

  /** Photos that are cut off by half are of another kind to this network. */
  @EngineSource
  void aHeadFollows(String engine) {
    Splits parts = Garden.IMAGES;
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      solve(model, TRAIN);
      StateDict solved = model.weights();
      Adapted adapted = adapt(model, TRAIN, parts.validation().join(parts.test()));
      assertFalse(adapted.changed());
      assertEquals(Set.of(), Garden.changed(solved, model.weights()));
      ImageSet cells = dev.graft.data.Samples.cells(6, 1, 32).train();
      assertTrue(shift(model, TRAIN, cells).found());
      adapted = adapt(model, TRAIN, cells, Adaptation.mean());
      assertTrue(adapted.changed());
      assertEquals(Set.of("head.classifier.bias"), Garden.changed(solved, model.weights()));
      assertArrayEquals(adapted.biases(), model.weights().get("head.classifier.bias").toArray());
    }
  }

  @Test
  void otherHeadsAreRefusedByName() {
    try (TransferModel model = Garden.backbone("PyTorch").untrained(1)) {
      refused(
          model, "this model has no head yet; call replaceHead(model, Head.classifier(classes))");
      replaceHead(model, Garden.head().dense(8));
      refused(
          model,
          "this head has dense layers of its own, which are trained, not solved; use"
              + " Head.classifier(classes)");
    }
  }

  private static void refused(TransferModel model, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> solve(model, TRAIN)).getMessage());
  }
}
