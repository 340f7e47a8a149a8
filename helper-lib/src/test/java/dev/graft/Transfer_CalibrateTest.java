package dev.graft;

import static dev.graft.Transfer.adapt;
import static dev.graft.Transfer.calibrate;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.resize;
import static dev.graft.Transfer.solve;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.TestTime;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Conformal;
import dev.graft.evaluate.OutOfDistribution;
import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Trust;
import dev.graft.evaluate.Verdict;
import dev.graft.graph.Layers;
import dev.graft.shift.Adaptation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class Transfer_CalibrateTest {
  private static final ImageSet TRAIN = Garden.IMAGES.train();
  private static final ImageSet HELD = Samples.garden(2, 7).train();
  private static final ImageSet NEW = Samples.garden(2, 9).train();
  @TempDir Path folder;

  private static void equal(List<Prediction> expected, List<Prediction> actual) {
    assertEquals(expected, actual, "to the last bit");
  }

  /** What the classifier reads is what {@code extractFeatures} gives of a plain head. */
  @EngineSource
  void eachPredictionCarriesItsVerdict(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      Garden.spread(model, 1);
      freeze(model);
      List<Prediction> before = predict(model, NEW);
      assertEquals(Optional.empty(), before.get(0).verdict());
      Trust trust = calibrate(model, TRAIN, HELD, 0.8);
      assertEquals(Optional.of(trust), model.trust());
      assertEquals(trust.sets(), Conformal.of(evaluate(model, HELD), 0.8));
      var kinds =
          OutOfDistribution.of(
              extractFeatures(model, TRAIN).values(), extractFeatures(model, HELD).values(), 0.8);
      assertEquals(kinds.threshold(), trust.kinds().threshold(), 1e-5);
      double[] distances = kinds.distances(extractFeatures(model, NEW).values());
      List<Prediction> after = predict(model, NEW);
      for (int i = 0; i < after.size(); i++) {
        assertEquals(before.get(i).probabilities(), after.get(i).probabilities());
        Verdict verdict = after.get(i).verdict().orElseThrow();
        assertEquals(trust.sets().answer(before.get(i)), verdict.classes());
        assertEquals(distances[i], verdict.distance(), 1e-4);
        assertEquals(kinds.threshold(), verdict.threshold(), 1e-5);
      }
      assertEquals(Optional.empty(), predict(model, NEW, TestTime.flip()).get(0).verdict());
      equal(after, predict(model, NEW));
    }
  }

  /** Whatever changes what the model says ends it; what does not, leaves it. */
  @EngineSource
  void aModelThatHasChangedKnowsNothingOfIt(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      ends(model, now -> fineTune(now, Garden.TRAIN, Garden.IMAGES.validation(), Garden.ONE));
      ends(model, now -> solve(now, TRAIN));
      ends(model, now -> resize(now, 64));
      ends(model, now -> resize(now, 32));
      ends(model, now -> replaceHead(now, Garden.head()));
      freeze(model);
      ImageSet cells = Samples.cells(6, 1, 32).train();
      ends(model, now -> adapt(now, TRAIN, cells, Adaptation.mean()));
      Trust trust = calibrate(model, TRAIN, HELD, 0.8);
      unfreeze(model, Layers.last(2));
      evaluate(model, HELD);
      assertEquals(Optional.of(trust), model.trust());
    }
  }

  private static void ends(TransferModel model, Consumer<TransferModel> change) {
    calibrate(model, TRAIN, HELD, 0.8);
    assertTrue(predict(model, NEW).get(0).verdict().isPresent());
    change.accept(model);
    assertEquals(Optional.empty(), model.trust());
    assertEquals(Optional.empty(), predict(model, NEW).get(0).verdict());
  }

  @EngineSource
  void headsOfAllKindsOfClassesAreCalibratedAndSaved(String engine) {
    List<String> names = TRAIN.classes().subList(0, 2);
    ImageSet two = TRAIN.filter((id, name) -> names.contains(name)).classes(names);
    ImageSet more = HELD.join(NEW).join(Samples.garden(4, 11).train());
    ImageSet others = more.filter((id, name) -> names.contains(name)).classes(names);
    ImageSet most =
        Samples.garden(4, 13).train().filter((id, name) -> names.contains(name)).classes(names);
    for (Head head : List.of(Head.binary(names), Head.classifier(names).dense(8).dropout(0.1))) {
      try (TransferModel model = Garden.backbone(engine).untrained(1)) {
        replaceHead(model, head);
        Garden.spread(model, 0.3);
        freeze(model);
        Trust trust = calibrate(model, two.join(most), others, 0.8);
        List<Prediction> said = predict(model, others);
        model.save(folder.resolve("model"));
        try (TransferModel again = TransferModel.load(folder.resolve("model"))) {
          Trust read = again.trust().orElseThrow();
          assertEquals(trust.sets(), read.sets());
          assertEquals(trust.kinds().threshold(), read.kinds().threshold());
          assertArrayEquals(trust.kinds().rows(), read.kinds().rows());
          equal(said, predict(again, others));
        }
      }
    }
  }

  @EngineSource
  void textsToo(String engine) {
    try (TransferModel reader = Reviews.model(engine)) {
      calibrate(reader, Reviews.texts(30, 5), Reviews.texts(20, 6), 0.9);
      Verdict alone = predict(reader, "the story is very funny").verdict().orElseThrow();
      assertFalse(alone.classes().isEmpty());
      assertTrue(alone.distance() >= 0 && alone.distance() <= 2);
    }
  }

  @Test
  void aModelSavedAgainWithoutItHasNone() {
    try (TransferModel model = Garden.model("PyTorch")) {
      calibrate(model, TRAIN, HELD, 0.8);
      model.save(folder.resolve("model"));
      replaceHead(model, Garden.head());
      model.save(folder.resolve("model"));
      try (TransferModel again = TransferModel.load(folder.resolve("model"))) {
        assertEquals(Optional.empty(), again.trust());
      }
    }
  }

  @Test
  void whatCannotBeCalibratedIsRefused() {
    try (TransferModel model = Garden.backbone("PyTorch").untrained(1)) {
      refused(
          "this model has no head yet; call replaceHead(model, Head.classifier(classes))",
          () -> calibrate(model, TRAIN, HELD, 0.9));
      replaceHead(model, Garden.head());
      refused(
          "6 images held out, must be at least 10",
          () -> calibrate(model, TRAIN, HELD.take(6, 1), 0.9));
      refused(
          "6 images to know, must be at least 10",
          () -> calibrate(model, TRAIN.take(6, 1), HELD, 0.9));
      refused(
          "24 of the 24 images held out are among those that the model learned from; hold out"
              + " others",
          () -> calibrate(model, TRAIN, TRAIN, 0.9));
      refused(
          "promised is 1.0, must be above 0 and below 1", () -> calibrate(model, TRAIN, HELD, 1));
    }
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
