package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Augmentation;
import dev.graft.data.CountedImages;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.data.TrainingSet;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import dev.graft.graph.Layers;
import dev.graft.infer.CompiledBody;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxRun;
import dev.graft.infer.Precision;
import dev.graft.infer.Quantization;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.train.Int8Cost;
import dev.graft.weights.GraftHome;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A frozen part in whole numbers: asked for by name, kept apart, saved, and its cost is told. */
class Transfer_FreezeInt8Test {
  private static final Splits IMAGES = Samples.garden(8, 5);
  private static final TrainingSet TRAIN = TrainingSet.of(IMAGES.train(), Augmentation.none());
  private static final FineTune TWO = FineTune.epochs(2).batchSize(8).learningRate(0.01).seed(1);

  @TempDir private Path folder;

  @BeforeEach
  void demandRuntime() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
  }

  private static TransferModel model(String engine) {
    TransferModel model = Garden.model(engine);
    Garden.spread(model, 20);
    freeze(model, Int8.on(IMAGES.train()).examples(8));
    return model;
  }

  private static History fineTune(TransferModel model, FineTune options) {
    return Transfer.fineTune(model, TRAIN, IMAGES.validation(), options);
  }

  private static List<List<Double>> probabilities(TransferModel model) {
    return evaluate(model, IMAGES.validation()).predictions().stream()
        .map(Prediction::probabilities)
        .toList();
  }

  /** Both figures are those that the verbs measure, with the body in 8 bits and in float. */
  @EngineSource
  void theCostToldIsThatMeasured(String engine) {
    try (TransferModel model = model(engine)) {
      StateDict before = model.weights();
      assertTrue(model.int8().orElseThrow().cost().isEmpty());
      History history = fineTune(model, TWO);
      Int8Cost cost = model.int8().orElseThrow().cost().orElseThrow();
      assertEquals("accuracy", cost.figure());
      assertEquals(IMAGES.validation().size(), cost.examples());
      assertEquals(history.last().validationAccuracy(), cost.int8());
      Evaluation eight = evaluate(model, IMAGES.validation());
      assertEquals(eight.accuracy(), cost.int8(), 1e-9);
      freeze(model);
      assertTrue(model.int8().isEmpty());
      Evaluation whole = evaluate(model, IMAGES.validation());
      assertEquals(whole.accuracy(), cost.whole(), 1e-9);
      assertNotEquals(whole.loss(), eight.loss());
      assertEquals(whole.loss(), eight.loss(), 0.5 * whole.loss());
      assertEquals(Garden.live(model), Garden.changed(before, model.weights()), "law 1");
    }
  }

  /** A calibration is found again by what it was made of, and made anew where it is damaged. */
  @Test
  void aCalibrationIsKept() throws IOException {
    Path kept = GraftHome.ofThisProcess().calibrations();
    for (Path before : list(java.nio.file.Files.createDirectories(kept))) {
      java.nio.file.Files.delete(before);
    }
    try (TransferModel model = Garden.model(Engines.choose())) {
      AtomicInteger reads = new AtomicInteger();
      ImageSet images = CountedImages.of(IMAGES.train(), reads);
      Quantization first = frozen(model, images, 7);
      assertTrue(reads.getAndSet(0) >= 7);
      assertEquals(first, frozen(model, images, 7));
      assertEquals(0, reads.get());
      for (Path file : list(kept)) {
        java.nio.file.Files.writeString(file, "{\"ranges\": [7]}");
      }
      assertEquals(first, frozen(model, images, 7));
      assertTrue(reads.getAndSet(0) >= 7, "damaged, and made anew");
      assertNotEquals(first, frozen(model, images, 6));
      assertTrue(reads.getAndSet(0) >= 6, "of other photos");
    }
    try (TransferModel other = Garden.backbone(Engines.choose()).untrained(9)) {
      AtomicInteger reads = new AtomicInteger();
      frozen(other, CountedImages.of(IMAGES.train(), reads), 7);
      assertTrue(reads.get() >= 7, "of other weights");
    }
  }

  private static Quantization frozen(TransferModel model, ImageSet images, int most) {
    freeze(model, Int8.on(images).examples(most));
    return model.int8().orElseThrow().quantization();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (java.util.stream.Stream<Path> files = java.nio.file.Files.list(folder)) {
      return files.toList();
    }
  }

  /** What is kept in float, in 8 bits and by another calibration is kept apart. */
  @EngineSource
  void featuresAreKeptApart(String engine) {
    FeatureCache.atHome().clear();
    AtomicInteger reads = new AtomicInteger();
    ImageSet images = CountedImages.of(IMAGES.validation(), reads);
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      assertEquals(images.size(), counted(model, images, reads));
      freeze(model, Int8.on(IMAGES.train()).examples(8));
      Quantization first = model.int8().orElseThrow().quantization();
      assertEquals(images.size(), counted(model, images, reads));
      assertEquals(0, counted(model, images, reads));
      freeze(model, Int8.on(IMAGES.train()).examples(3));
      assertNotEquals(first, model.int8().orElseThrow().quantization());
      assertEquals(images.size(), counted(model, images, reads));
      freeze(model, Int8.on(IMAGES.train()).examples(8));
      assertEquals(first, model.int8().orElseThrow().quantization());
      assertEquals(0, counted(model, images, reads), "the first calibration again");
      freeze(model);
      assertEquals(0, counted(model, images, reads), "in float again");
    }
  }

  private static int counted(TransferModel model, ImageSet images, AtomicInteger reads) {
    int before = reads.get();
    evaluate(model, images);
    return reads.get() - before;
  }

  @EngineSource
  void savedAndLoadedItComputesTheSameBits(String engine) {
    Path saved = folder.resolve("model");
    try (TransferModel model = model(engine)) {
      fineTune(model, TWO);
      model.save(saved);
      FeatureCache.atHome().clear();
      try (TransferModel loaded = TransferModel.load(saved)) {
        assertEquals(model.int8(), loaded.int8());
        assertEquals(probabilities(model), probabilities(loaded));
      }
    }
  }

  /** Same images, same seed: the same steps, the same history. Another calibration is another. */
  @EngineSource
  void aRunGoesOnWithItsOwnCalibration(String engine) {
    FineTune saving = TWO.checkpoints(folder.resolve("run"));
    List<List<Double>> numbers;
    StateDict learned;
    try (TransferModel model = model(engine)) {
      numbers = Garden.numbers(fineTune(model, saving));
      learned = model.weights();
    }
    FeatureCache.atHome().clear();
    try (TransferModel model = model(engine)) {
      assertEquals(numbers, Garden.numbers(fineTune(model, TWO)), "law 6");
      assertEquals(Set.of(), Garden.changed(learned, model.weights()));
    }
    try (TransferModel model = model(engine)) {
      assertEquals(numbers, Garden.numbers(fineTune(model, saving)), "from the checkpoint");
      assertTrue(model.int8().orElseThrow().cost().isPresent());
    }
    try (TransferModel model = model(engine)) {
      freeze(model);
      String text =
          assertThrows(IllegalArgumentException.class, () -> fineTune(model, saving)).getMessage();
      assertTrue(text.contains("frozen layers run by"), text);
    }
  }

  /**
   * The boundary moves: what stays frozen goes on in 8 bits, what learned and is frozen does not.
   */
  @EngineSource
  void whatIsUnfrozenLearnsInFloat(String engine) {
    try (TransferModel model = model(engine)) {
      Quantization all = model.int8().orElseThrow().quantization();
      assertTrue(all.layers().contains("conv_pw_13"));
      unfreeze(model, Layers.last(1));
      Quantization left = model.int8().orElseThrow().quantization();
      assertEquals(all.ranges(), left.ranges());
      assertFalse(left.layers().contains("conv_pw_13"), left.layers().toString());
      assertTrue(left.layers().contains("conv_pw_12"));
      StateDict before = model.weights();
      fineTune(model, TWO);
      assertEquals(Garden.live(model), Garden.changed(before, model.weights()));
      assertTrue(model.int8().orElseThrow().cost().isPresent());
      freeze(model, Layers.last(1));
      assertEquals(left.layers(), model.int8().orElseThrow().quantization().layers());
      probabilities(model);
      unfreeze(model, Layers.all());
      assertTrue(model.int8().isEmpty());
    }
  }

  @EngineSource
  void stagesMoveTheBoundary(String engine) {
    try (TransferModel model = model(engine)) {
      History history =
          Transfer.fineTune(
              model,
              TRAIN,
              IMAGES.validation(),
              FineTune.gradual().head(TWO.lasting(1)).then(Layers.last(1), TWO.lasting(1)));
      assertEquals(2, history.epochs().size());
      Int8Body body = model.int8().orElseThrow();
      assertFalse(body.quantization().layers().contains("conv_pw_13"));
      assertEquals(history.last().validationAccuracy(), body.cost().orElseThrow().int8());
      assertEquals(
          evaluate(model, IMAGES.validation()).accuracy(), body.cost().orElseThrow().int8(), 1e-9);
    }
  }

  /** The file has a bit less for weights, and the head in float; features are those of the body. */
  @EngineSource
  void theFileComputesWhatTheModelDoes(String engine) throws IOException {
    Path file = folder.resolve("int8.onnx");
    try (TransferModel model = model(engine)) {
      fineTune(model, TWO);
      ImageSet images = IMAGES.validation();
      model.exportOnnx(file, Onnx.probabilities().precision(Precision.INT8));
      long eight = java.nio.file.Files.size(file);
      FloatBuffer pixels = dev.graft.memory.DirectFloats.of(3 * 32 * 32);
      images.inputs(model.contract()).read(0, pixels);
      float[] given = OnnxRun.floats(file, pixels.flip(), 1, 3, 32, 32);
      List<Double> own = probabilities(model).get(0);
      float[] expected = new float[given.length];
      for (int i = 0; i < given.length; i++) {
        expected[i] = own.get(i).floatValue();
      }
      assertArrayEquals(expected, given, 5e-3f);
      model.exportOnnx(file, Onnx.probabilities());
      assertTrue(eight < 0.5 * java.nio.file.Files.size(file), eight + " bytes");
      float[][] features = extractFeatures(model, images).values();
      freeze(model);
      assertFalse(java.util.Arrays.equals(features[0], extractFeatures(model, images).values()[0]));
      String text =
          assertThrows(IllegalArgumentException.class, () -> model.exportOnnx(file, Onnx.int8()))
              .getMessage();
      assertEquals(
          "no layer of this model computes in 8 bits; call freeze(model, Int8.on(data.train()))"
              + " first",
          text);
    }
  }

  @EngineSource
  void textsToo(String engine) {
    try (TransferModel model = Reviews.model(engine)) {
      freeze(model, Int8.on(Reviews.TEXTS.train()));
      assertTrue(model.int8().orElseThrow().quantization().products().size() >= 8);
      History history =
          Transfer.fineTune(
              model, Reviews.TEXTS.train(), Reviews.TEXTS.validation(), TWO.learningRate(0.05));
      Int8Cost cost = model.int8().orElseThrow().cost().orElseThrow();
      assertEquals(history.last().validationAccuracy(), cost.int8());
      Evaluation eight = evaluate(model, Reviews.TEXTS.validation());
      assertEquals(eight.accuracy(), cost.int8(), 1e-9);
      freeze(model);
      Evaluation whole = evaluate(model, Reviews.TEXTS.validation());
      assertEquals(whole.accuracy(), cost.whole(), 1e-9);
      assertNotEquals(whole.loss(), eight.loss());
    }
  }

  /** A fresh head keeps the body; other sizes of image do not. */
  @EngineSource
  void aFreshHeadKeepsTheBody(String engine) {
    try (TransferModel model = model(engine)) {
      replaceHead(model, Garden.head().seed(7));
      assertTrue(model.int8().isPresent());
      Transfer.resize(model, 64);
      assertTrue(model.int8().isEmpty());
    }
  }
}
