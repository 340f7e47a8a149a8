package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.predict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.ImageSet;
import dev.graft.data.Inputs;
import dev.graft.data.TestTime;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Ensemble;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Transfer_TestTimeTest {
  private static final ImageSet VALIDATION = Garden.IMAGES.validation();

  /** Spread out, so that looks differ enough to be told apart. */
  private static TransferModel model(String engine) {
    TransferModel model = Garden.model(engine);
    Garden.spread(model, 20);
    return model;
  }

  @EngineSource
  void itIsTheAverageOfAnEvaluationALook(String engine) {
    try (TransferModel model = model(engine)) {
      List<Evaluation> single = new ArrayList<>();
      for (Inputs look : TestTime.tenCrops().inputs(VALIDATION, model.contract())) {
        float[][] logits;
        try (var now = model.life().moment()) {
          logits = Logits.known(now, look, "look");
        }
        single.add(Evaluation.of(model.classes(), ids(), labels(), logits));
      }
      Evaluation together = evaluate(model, VALIDATION, TestTime.tenCrops());
      assertEquals(Ensemble.average(single).predictions(), together.predictions());
      for (int c = 0; c < 6; c++) {
        int of = c;
        double mean =
            single.stream()
                .mapToDouble(e -> e.predictions().get(3).probabilities().get(of))
                .average()
                .orElseThrow();
        assertEquals(mean, together.predictions().get(3).probabilities().get(c), 1e-6);
      }
      assertNotEquals(evaluate(model, VALIDATION).loss(), together.loss(), 1e-4);
    }
  }

  @Test
  void oneLookAsEvaluatedChangesNothing() {
    try (TransferModel model = model("MXNet")) {
      double crop = model.contract().crop();
      Evaluation plain = evaluate(model, VALIDATION);
      assertEquals(plain.loss(), evaluate(model, VALIDATION, TestTime.zooms(crop)).loss(), 1e-6);
    }
  }

  @Test
  void predictingNeedsNoLabels() {
    try (TransferModel model = model("MXNet")) {
      List<Prediction> known = evaluate(model, VALIDATION, TestTime.flip()).predictions();
      List<Prediction> unknown = predict(model, VALIDATION, TestTime.flip());
      assertEquals(12, unknown.size());
      assertEquals("", unknown.get(0).label());
      assertEquals(
          known.stream().map(Prediction::probabilities).toList(),
          unknown.stream().map(Prediction::probabilities).toList());
    }
  }

  @Test
  void anInterruptSaysHowManyLooksThereWere() {
    try (TransferModel model = model("MXNet")) {
      Thread.currentThread().interrupt();
      var stopped =
          assertThrows(
              CancellationException.class, () -> evaluate(model, VALIDATION, TestTime.flip()));
      assertTrue(
          stopped
              .getMessage()
              .matches(
                  "interrupted while evaluating mobilenet_v1_0.25 on \\w+, 2 looks at each image, after (0|16) of 24 images"),
          stopped.getMessage());
    }
  }

  @Test
  void otherClassesAreRefused() {
    try (TransferModel model = Garden.backbone("MXNet").untrained(1)) {
      assertEquals(
          "this model has no head yet; call replaceHead(model, Head.classifier(data.classes()))",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> evaluate(model, VALIDATION, TestTime.flip()))
              .getMessage());
    }
  }

  private static List<String> ids() {
    return IntStream.range(0, 12).mapToObj(VALIDATION::id).toList();
  }

  private static int[] labels() {
    return IntStream.range(0, 12).map(VALIDATION::label).toArray();
  }
}
