package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.ImageSet;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.train.TrainingDivergedException;
import dev.graft.train.TrainingInterruptedException;
import dev.graft.weights.StateDict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Transfer_FineTuneTest {
  private static final ImageSet VALIDATION = Garden.IMAGES.validation();

  private static History frozenHistory(String engine, FineTune options) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      return Garden.fineTune(model, options);
    }
  }

  /** Law 6. */
  @EngineSource
  void sameSeedSameHistory(String engine) {
    FineTune two = FineTune.epochs(2).batchSize(8).seed(5);
    List<List<Double>> once = Garden.numbers(frozenHistory(engine, two));
    assertEquals(once, Garden.numbers(frozenHistory(engine, two)));
    assertNotEquals(once, Garden.numbers(frozenHistory(engine, two.seed(6))));
  }

  /** Law 3, in public: what training says of the validation images is what evaluation says. */
  @EngineSource
  void itsLastValidationIsTheEvaluation(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model, Layers.first(12));
      evaluate(model, VALIDATION);
      History history = Garden.fineTune(model, Garden.ONE);
      var result = evaluate(model, VALIDATION);
      assertEquals(result.loss(), history.last().validationLoss(), 1e-4);
      assertEquals(result.accuracy(), history.last().validationAccuracy());
    }
  }

  @EngineSource
  void onlyItAccumulates(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      History one = Garden.fineTune(model, Garden.ONE);
      History both = one.then(Garden.fineTune(model, Garden.ONE));
      assertEquals(List.of(1, 2), both.epochs().stream().map(History.Epoch::number).toList());
      assertEquals(List.of(1, 2), both.epochs().stream().map(History.Epoch::stage).toList());
      assertTrue(both.last().loss() < one.last().loss(), both.toString());
      assertEquals(engine, both.engine());
    }
  }

  /** Law 10. */
  @EngineSource
  void anInterruptStopsItAndTheModelGoesOn(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      StateDict before = model.weights();
      Interruption.when(() -> model.weights() != before);
      TrainingInterruptedException stopped =
          assertThrows(
              TrainingInterruptedException.class,
              () -> Garden.fineTune(model, FineTune.epochs(10_000).batchSize(4)));
      assertFalse(Thread.currentThread().isInterrupted());
      assertTrue(
          stopped
              .getMessage()
              .matches(
                  "interrupted in epoch \\d+ of 10000 after \\d+ batches; the model keeps what it"
                      + " learned"),
          stopped.getMessage());
      assertNotEquals(Set.of(), Garden.changed(before, model.weights()));
      assertEquals(12, evaluate(model, VALIDATION).size());
      assertEquals(1, Garden.fineTune(model, Garden.ONE).epochs().size());
    }
  }

  @EngineSource
  void everyKindOfHeadLearns(String engine) {
    List<String> classes = Garden.IMAGES.classes();
    for (Head head :
        List.of(
            Head.classifier(classes).flatten(),
            Head.classifier(classes).dense(8, Head.Activation.TANH),
            Head.classifier(classes).dense(8, Head.Activation.SIGMOID).dropout(0.1),
            Head.classifier(classes).flatten().dropout(0.1).dense(8).dense(8))) {
      try (TransferModel model = Garden.model(engine)) {
        replaceHead(model, head);
        freeze(model);
        StateDict before = model.weights();
        History history = Garden.fineTune(model, Garden.ONE);
        assertEquals(Garden.live(model), Garden.changed(before, model.weights()), head.toString());
        assertEquals(
            evaluate(model, VALIDATION).loss(), history.last().validationLoss(), 1e-4, "" + head);
      }
    }
  }

  @Test
  void aLossThatIsNoNumberLosesNothing() {
    try (TransferModel model = Garden.model("MXNet")) {
      StateDict before = model.weights();
      assertThrows(
          TrainingDivergedException.class,
          () -> Garden.fineTune(model, Garden.ONE.learningRate(1e30).sgd(0.9)));
      assertEquals(Set.of(), Garden.changed(before, model.weights()));
      assertEquals(12, evaluate(model, VALIDATION).size());
    }
  }

  @Test
  void imagesOfOtherClassesAreRefused() {
    try (TransferModel model = Garden.model("MXNet")) {
      replaceHead(model, Head.classifier(List.of("ant", "bee")));
      assertEquals(
          "the images are of [ant, bee, beetle, butterfly, ladybird, spider], the head is of"
              + " [ant, bee], without [beetle, butterfly, ladybird, spider]; call replaceHead(model, Head.classifier(data.classes()))",
          assertThrows(IllegalArgumentException.class, () -> Garden.fineTune(model, Garden.ONE))
              .getMessage());
    }
    try (TransferModel model = Garden.backbone("MXNet").untrained(1)) {
      assertEquals(
          "this model has no head yet; call replaceHead(model, Head.classifier(data.classes()))",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> fineTune(model, Garden.TRAIN, VALIDATION, Garden.ONE))
              .getMessage());
    }
  }

  @Test
  void aClosedModelSaysSo() {
    TransferModel model = Garden.model("MXNet");
    model.close();
    model.close();
    assertEquals(
        "this model is closed; load it again",
        assertThrows(IllegalStateException.class, () -> Garden.fineTune(model, Garden.ONE))
            .getMessage());
    assertThrows(IllegalStateException.class, () -> evaluate(model, VALIDATION));
    assertThrows(IllegalStateException.class, model::block);
    assertThrows(IllegalStateException.class, model::weights);
  }
}
