package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.estimate;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.search;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Augmentation;
import dev.graft.data.CountedImages;
import dev.graft.data.ImageSet;
import dev.graft.data.NumberSet;
import dev.graft.data.Numbers;
import dev.graft.data.Sampling;
import dev.graft.data.TrainingSet;
import dev.graft.data.Unlabelled;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.evaluate.Errors;
import dev.graft.evaluate.Regression;
import dev.graft.graph.Layers;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxRun;
import dev.graft.train.Checkpoints;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.train.Schedule;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that answers with numbers passes through all that one of classes does. */
class Transfer_RegressorTest {
  private static final FineTune MANY =
      FineTune.epochs(120).batchSize(8).learningRate(1).schedule(Schedule.cosine()).weightDecay(0);

  @TempDir private Path folder;

  private final AtomicInteger reads = new AtomicInteger();
  private final NumberSet train = greys(18, 5);
  private final NumberSet validation = greys(7, 12);
  private final TrainingSet plain = augment(train, Augmentation.none());

  @BeforeEach
  void nothingIsKept() {
    FeatureCache.atHome().clear();
  }

  /** How bright an image is, in two units of which one varies by thousands. */
  private NumberSet greys(int count, int first) {
    ImageSet images = grey(first);
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      int level = first + i * 240 / count;
      images = i == 0 ? images : images.join(grey(level));
      rows[i] = new float[] {level / 255f, 5000 - 20f * level};
    }
    Numbers numbers = new Numbers(List.of("light", "weight"), rows);
    return NumberSet.of(CountedImages.of(images, reads), numbers);
  }

  private static ImageSet grey(int level) {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 32 * 32; i++) {
      image.setRGB(i % 32, i / 32, 0x10101 * level);
    }
    return Unlabelled.of(image);
  }

  private TransferModel model(String engine) {
    TransferModel model = Garden.backbone(engine).untrained(1);
    replaceHead(model, Head.regressor(train.numbers()));
    freeze(model);
    return model;
  }

  /** A fresh head says the mean, which explains nothing; what it learns it learns of both alike. */
  @EngineSource
  void learnsNumbersOfAnyScaleFromKeptFeatures(String engine) {
    try (TransferModel model = model(engine)) {
      Regression before = evaluate(model, train);
      assertEquals(0, before.rSquared("light"), 1e-6);
      assertEquals(0, before.rSquared("weight"), 1e-6);
      reads.set(0);
      History history = fineTune(model, plain, validation, MANY);
      assertEquals(validation.size(), reads.get(), "the training images are kept already");
      Regression after = evaluate(model, train);
      assertEquals(validation.size(), reads.get());
      assertTrue(after.rSquared("light") > 0.9, after.toString());
      assertEquals(after.rSquared("light"), after.rSquared("weight"), 1e-4);
      Map<String, Double> figures = history.last().figures();
      Regression held = evaluate(model, validation);
      double mean = (held.meanAbsoluteError("light") + held.meanAbsoluteError("weight")) / 2;
      assertEquals(mean, figures.get("validation mean absolute error"), 1e-3 * mean);
      assertTrue(figures.containsKey("validation R²"), figures.toString());
      assertEquals(history.best().validationLoss(), least(history));
      assertTrue(history.table().columnNames().containsAll(List.of("loss", "R²", "validation R²")));
    }
  }

  private static double least(History history) {
    return history.epochs().stream().mapToDouble(History.Epoch::validationLoss).min().orElse(0);
  }

  /** Law 6, through stages that let more learn: the same run, and gone on with from half way. */
  @EngineSource
  void aRunGoesOnBitForBit(String engine) {
    FineTune head = FineTune.epochs(3).batchSize(8).learningRate(0.05);
    var plan = FineTune.gradual().head(head).then(Layers.last(1), FineTune.epochs(2).batchSize(8));
    String[] ends = new String[2];
    for (int run = 0; run < 2; run++) {
      try (TransferModel model = model(engine)) {
        fineTune(model, plain, validation, plan);
        ends[run] = model.weights().sha256();
      }
    }
    assertEquals(ends[0], ends[1]);
    Path kept = folder.resolve("kept");
    int[] epochs = {0};
    try (TransferModel model = model(engine)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              fineTune(
                  model,
                  plain,
                  validation,
                  FineTune.gradual()
                      .head(
                          head.onEpoch(
                              history -> {
                                if (++epochs[0] == 2) {
                                  throw new IllegalStateException("the power went");
                                }
                              }))
                      .then(Layers.last(1), FineTune.epochs(2).batchSize(8))
                      .checkpoints(Checkpoints.in(kept))));
    }
    try (TransferModel model = model(engine)) {
      fineTune(model, plain, validation, plan.checkpoints(Checkpoints.in(kept)));
      assertEquals(ends[0], model.weights().sha256());
    }
  }

  @EngineSource
  void aSearchFindsTheHighestShareExplained(String engine) {
    Search plan = Search.random(3).epochs(2).learningRate(1e-3, 1).batchSize(4, 8);
    try (TransferModel model = Garden.backbone(engine).untrained(1)) {
      Trials found = search(model, plain, validation, plan);
      Trial best = found.best();
      assertEquals(List.of("light", "weight"), best.head().classes());
      assertEquals(
          List.of("learning rate", "batch size", "validation loss", "validation R²"),
          found.table().columnNames());
      double most = found.trials().stream().mapToDouble(Trial::score).max().orElseThrow();
      assertEquals(most, best.score());
      replaceHead(model, best.head());
      freeze(model);
      History again = fineTune(model, plain, validation, best.fineTune());
      assertEquals(best.loss(), again.last().validationLoss());
      assertEquals(best.score(), again.last().figure("validation R²"));
    }
  }

  @EngineSource
  void whatIsSavedAndExportedSaysTheSame(String engine) {
    Path file = folder.resolve("model.onnx");
    try (TransferModel model = model(engine)) {
      fineTune(model, plain, validation, MANY.lasting(2));
      double expected = estimate(model, validation.images()).get(1).value("weight");
      model.save(folder.resolve("saved"));
      try (TransferModel loaded = TransferModel.load(folder.resolve("saved"))) {
        assertEquals(expected, estimate(loaded, validation.images()).get(1).value("weight"));
        assertEquals(List.of("light", "weight"), loaded.classes());
        replaceHead(loaded, Head.regressor(train.numbers()));
      }
      model.exportOnnx(file);
      FloatBuffer pixels = FloatBuffer.allocate(3 * 32 * 32);
      validation.images().inputs(model.contract()).read(1, pixels);
      float[] exported = OnnxRun.floats(file, pixels.flip(), 1, 3, 32, 32);
      assertEquals(2, exported.length);
      assertEquals(expected, exported[1], 1e-3 * Math.abs(expected) + 1e-2);
      refused(
          "this model answers with numbers (light, weight), not with classes; evaluate it on a"
              + " NumberSet, or ask estimate(model, images)",
          () -> model.exportOnnx(file, Onnx.probabilities()));
    }
  }

  /** The figures of scikit-learn 1.7 for these four pairs. */
  @Test
  void errorsAreThoseOfScikitLearn() {
    Errors errors = new Errors();
    double[][] pairs = {{3, 2.5}, {-0.5, 0}, {2, 2}, {7, 8}};
    for (double[] pair : pairs) {
      errors.add(pair[0], pair[1]);
    }
    assertArrayEquals(
        new double[] {0.5, Math.sqrt(0.375), 0.9486081370449679},
        new double[] {errors.meanAbsolute(), errors.rootMeanSquared(), errors.rSquared()},
        1e-12);
    Errors again = new Errors();
    again.restore(errors.state());
    again.add(1e6, 1e6 + 1);
    errors.add(1e6, 1e6 + 1);
    assertEquals(errors.rSquared(), again.rSquared());
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    try (TransferModel model = model(Engines.PYTORCH);
        TransferModel classes = Garden.model(Engines.PYTORCH)) {
      refused(
          "this model answers with numbers (light, weight), not with classes; evaluate it on a"
              + " NumberSet, or ask estimate(model, images)",
          () -> predict(model, Garden.IMAGES.test()));
      refused(
          "the head answers with numbers (light, weight), the images are of ant, bee, beetle,"
              + " butterfly, ladybird, spider; take a NumberSet, or call replaceHead(model,"
              + " Head.classifier(data.classes()))",
          () -> Garden.fineTune(model, Garden.ONE));
      refused(
          "this model answers with classes (ant, bee, beetle, butterfly, ladybird, spider), not"
              + " with numbers; call replaceHead(model, Head.regressor(data.train().numbers()))",
          () -> evaluate(classes, validation));
      NumberSet other =
          NumberSet.of(Garden.IMAGES.test(), new Numbers(List.of("age"), new float[12][1]));
      refused(
          "the head answers with light, weight, the set has age; call replaceHead(model,"
              + " Head.regressor(data.train().numbers()))",
          () -> evaluate(model, other));
      refused(
          "class weights, focal loss and label smoothing are for answers of classes; these answers"
              + " are numbers",
          () -> fineTune(model, plain, validation, MANY.focal(2)));
      refused(
          "OVERSAMPLED is for answers of classes; these answers are numbers",
          () -> fineTune(model, plain, validation, MANY.sampling(Sampling.OVERSAMPLED)));
      refused(
          "CORAL is for answers of classes; these answers are numbers",
          () -> fineTune(model, plain, validation, MANY.coral(Garden.IMAGES.test(), 1)));
    }
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
