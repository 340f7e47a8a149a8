package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Augmentation;
import dev.graft.data.CountedImages;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.data.TestTime;
import dev.graft.data.TrainingSet;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Prediction;
import dev.graft.graph.Layers;
import dev.graft.train.FineTune;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** Whatever frozen layers made of an image and is kept is never computed again. */
class Transfer_KeptFeaturesTest {
  private static final FineTune TWO = Garden.ONE.lasting(2);

  private final AtomicInteger reads = new AtomicInteger();
  private final Splits drawn = Samples.garden(4, 77);
  private final ImageSet train = CountedImages.of(drawn.train(), reads);
  private final ImageSet validation = CountedImages.of(drawn.validation(), reads);
  private final TrainingSet augmented = TrainingSet.of(train, Augmentation.none()).seed(1);

  @BeforeEach
  void nothingIsKept() {
    FeatureCache.atHome().clear();
  }

  private static TransferModel model(String engine) {
    TransferModel model = Garden.model(engine);
    Garden.spread(model, 20);
    freeze(model);
    return model;
  }

  private static List<List<Double>> numbers(List<Prediction> predictions) {
    return predictions.stream().map(Prediction::probabilities).toList();
  }

  private int counted(Runnable call) {
    int before = reads.get();
    call.run();
    return reads.get() - before;
  }

  @EngineSource
  void evaluateComputesAnImageOnce(String engine) {
    try (TransferModel model = model(engine)) {
      List<List<Double>> first = new ArrayList<>();
      int once = counted(() -> first.addAll(numbers(evaluate(model, validation).predictions())));
      assertEquals(validation.size(), once);
      assertEquals(
          0,
          counted(() -> assertEquals(first, numbers(evaluate(model, validation).predictions()))));
      assertEquals(0, counted(() -> assertEquals(first, numbers(predict(model, validation)))));
    }
  }

  /** The bits are those of features that were computed this moment, and of an image alone. */
  @EngineSource
  void whatIsKeptHasTheBitsOfWhatIsComputed(String engine) {
    List<List<Double>> kept;
    try (TransferModel model = model(engine)) {
      evaluate(model, validation);
      kept = numbers(evaluate(model, validation).predictions());
    }
    nothingIsKept();
    try (TransferModel model = model(engine)) {
      assertEquals(
          validation.size(),
          counted(() -> assertEquals(kept, numbers(predict(model, validation)))));
      assertEquals(
          validation.size(),
          counted(() -> assertEquals(kept, numbers(predict(model, validation)))),
          "predict keeps nothing");
    }
  }

  /** Its head has dropout, before which the features are those of all other calls. */
  @EngineSource
  void whatWasExtractedIsSolvedAndCalibratedOn(String engine) {
    try (TransferModel model = model(engine)) {
      assertEquals(train.size(), counted(() -> extractFeatures(model, train)));
      assertEquals(0, counted(() -> Transfer.solve(model, train)));
      assertEquals(0, counted(() -> evaluate(model, train)));
      assertEquals(
          validation.size(), counted(() -> Transfer.calibrate(model, train, validation, 0.8)));
      assertEquals(0, counted(() -> predict(model, train)));
    }
  }

  @EngineSource
  void whatTrainingSawIsKnownToAll(String engine) {
    try (TransferModel model = model(engine)) {
      int images = train.size() + validation.size();
      assertEquals(images, counted(() -> Transfer.fineTune(model, augmented, validation, TWO)));
      assertEquals(0, counted(() -> evaluate(model, validation)));
      assertEquals(0, counted(() -> evaluate(model, train)));
      assertEquals(0, counted(() -> predict(model, train)));
      assertEquals(0, counted(() -> evaluate(model, validation, TestTime.once())));
      assertEquals(0, counted(() -> extractFeatures(model, train)));
      replaceHead(model, Garden.head().seed(3));
      assertEquals(0, counted(() -> evaluate(model, validation)));
      assertEquals(
          0, counted(() -> Transfer.fineTune(model, augmented, validation, TWO.learningRate(0.1))));
    }
  }

  /** A set of which some images are known: the others alone are computed, each in its place. */
  @EngineSource
  void someOfASetMayBeKnown(String engine) {
    try (TransferModel model = model(engine)) {
      List<List<Double>> expected = numbers(predict(model, train));
      ImageSet some = train.take(5, 1);
      evaluate(model, some);
      assertEquals(
          train.size() - 5, counted(() -> assertEquals(expected, numbers(predict(model, train)))));
    }
  }

  @EngineSource
  void looksAreKeptToo(String engine) {
    try (TransferModel model = model(engine)) {
      evaluate(model, validation);
      assertEquals(
          validation.size(),
          counted(() -> evaluate(model, validation, TestTime.flip())),
          "the centre is known, its mirror is not");
      var before = numbers(evaluate(model, validation).predictions());
      assertEquals(
          0,
          counted(
              () ->
                  assertNotEquals(
                      before,
                      numbers(evaluate(model, validation, TestTime.flip()).predictions()))));
      assertEquals(0, counted(() -> predict(model, validation, TestTime.flip())));
    }
  }

  @EngineSource
  void featuresAreExtractedOnce(String engine) {
    try (TransferModel model = model(engine)) {
      assertEquals(train.size(), counted(() -> extractFeatures(model, train)));
      assertEquals(0, counted(() -> extractFeatures(model, train)));
    }
  }

  @EngineSource
  void trialsAndCurvesShareThem(String engine) {
    try (TransferModel model = model(engine)) {
      Transfer.fineTune(model, augmented, validation, TWO);
      Search plan = Search.random(2).options(TWO).learningRate(1e-3, 1e-1);
      assertEquals(0, counted(() -> Transfer.search(model, augmented, validation, plan)));
      LearningCurve curve =
          LearningCurve.perClass(1, 2).transfer("transfer", model, Augmentation.none(), TWO);
      assertEquals(0, counted(() -> Transfer.learningCurve(train, validation, curve)));
    }
  }

  /** What the next training will need is kept on the way; so is what this one evaluates. */
  @EngineSource
  void lookingAheadLosesNothing(String engine) {
    try (TransferModel model = model(engine)) {
      Layers next = Layers.last(2);
      int images = train.size() + validation.size();
      assertEquals(
          images, counted(() -> Transfer.fineTune(model, augmented, validation, TWO, next)));
      assertEquals(0, counted(() -> evaluate(model, validation)));
      unfreeze(model, next);
      assertEquals(0, counted(() -> Transfer.fineTune(model, augmented, validation, TWO)));
      assertEquals(0, counted(() -> evaluate(model, validation)));
    }
  }

  /** However many stages there are, an image is decoded once. */
  @EngineSource
  void stagesComputeAnImageOnce(String engine) {
    try (TransferModel model = model(engine)) {
      var plan =
          FineTune.gradual()
              .head(TWO)
              .then(Layers.last(1), TWO)
              .then(Layers.last(2), TWO)
              .then(Layers.last(4), TWO);
      int images = train.size() + validation.size();
      int read = counted(() -> Transfer.fineTune(model, augmented, validation, plan));
      assertTrue(read <= images, read + " of " + images + " images were read");
      assertEquals(0, counted(() -> evaluate(model, validation)));
    }
  }
}
