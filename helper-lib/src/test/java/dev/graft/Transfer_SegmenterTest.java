package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.estimate;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.resize;
import static dev.graft.Transfer.search;
import static dev.graft.Transfer.segment;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Mask;
import dev.graft.data.MaskSet;
import dev.graft.data.Mixing;
import dev.graft.data.Sampling;
import dev.graft.data.Tiles;
import dev.graft.data.TrainingSet;
import dev.graft.data.Unlabelled;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.evaluate.Segmentation;
import dev.graft.graph.Layers;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxRun;
import dev.graft.train.Checkpoints;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.weights.StateDict;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that answers with masks passes through all that one of classes does. */
class Transfer_SegmenterTest {
  private static final List<String> CLASSES = List.of("ground", "box");
  private static final int WIDTH = 48;
  private static final int HEIGHT = 32;
  private static final FineTune MANY = FineTune.epochs(30).batchSize(8).learningRate(0.01);

  @TempDir private Path folder;

  private final MaskSet train = boxes(16, 1);
  private final MaskSet validation = boxes(6, 100);
  private final TrainingSet flipped = augment(train, Augmentation.flip()).views(2);

  @BeforeEach
  void nothingIsKept() {
    FeatureCache.atHome().clear();
  }

  /** Bright boxes on dark ground; the uppermost row has no class. */
  private static MaskSet boxes(int count, int seed) {
    List<Mask> masks = new ArrayList<>();
    ImageSet images = null;
    for (int i = 0; i < count; i++) {
      var random = new SplittableRandom(seed + i);
      int left = random.nextInt(WIDTH - 16);
      int top = random.nextInt(HEIGHT - 12);
      var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
      byte[] classes = new byte[WIDTH * HEIGHT];
      for (int p = 0; p < classes.length; p++) {
        int x = p % WIDTH - left;
        int y = p / WIDTH - top;
        boolean box = x >= 0 && x < 16 && y >= 0 && y < 12;
        classes[p] = (byte) (p < WIDTH ? -1 : box ? 1 : 0);
        image.setRGB(p % WIDTH, p / WIDTH, (box ? 0xC0C0C0 : 0x202020) + random.nextInt(32));
      }
      ImageSet one = Unlabelled.of(image);
      images = i == 0 ? one : images.join(one);
      masks.add(Mask.of("box " + i, CLASSES, WIDTH, classes));
    }
    return MaskSet.of(images, masks);
  }

  private static TransferModel model(String engine) {
    return model(engine, Decoder.FPN);
  }

  private static TransferModel model(String engine, Decoder decoder) {
    TransferModel model = Garden.backbone(engine).untrained(1);
    replaceHead(model, Head.segmenter(CLASSES).decoder(decoder));
    freeze(model);
    return model;
  }

  @EngineSource
  void learnsWhereBoxesAre(String engine) {
    try (TransferModel model = model(engine)) {
      assertEquals(1, model.contract().crop(), "all of the shorter side is seen");
      StateDict before = model.weights();
      History history = fineTune(model, flipped, validation, MANY);
      Segmentation result = evaluate(model, validation);
      assertTrue(result.meanIou() > 0.75, result.toString());
      assertTrue(result.iou("box") > 0.6, result.report().print());
      assertEquals(
          6L * WIDTH * (HEIGHT - 1),
          (long) result.report().longColumn("pixels").sum(),
          "pixels without a class count nowhere");
      Map<String, Double> figures = history.last().figures();
      assertEquals(result.meanIou(), figures.get("validation mean IoU"), 0.1);
      assertTrue(figures.containsKey("validation pixel accuracy"), figures.toString());
      assertEquals(Garden.live(model), Garden.changed(before, model.weights()));
      Mask mask = segment(model, validation.images()).get(0);
      assertEquals(WIDTH + " × " + HEIGHT, mask.width() + " × " + mask.height());
      BufferedImage photo = validation.images().image(0);
      assertEquals(mask.at(20, 20), segment(model, photo).at(20, 20));
      assertEquals(WIDTH, mask.overlay(photo).getWidth());
    }
  }

  @EngineSource
  void aSearchFindsTheLargestOverlap(String engine) {
    Search plan = Search.random(3).options(MANY.lasting(2)).learningRate(1e-3, 1e-1);
    try (TransferModel model = model(engine, Decoder.LIGHT)) {
      Trials found = search(model, flipped, validation, plan);
      Trial best = found.best();
      assertEquals(
          List.of("learning rate", "validation loss", "validation mean IoU"),
          found.table().columnNames());
      double most = found.trials().stream().mapToDouble(Trial::score).max().orElseThrow();
      assertEquals(most, best.score());
      replaceHead(model, best.head());
      History again = fineTune(model, flipped, validation, best.fineTune());
      assertEquals(most, again.last().figure("validation mean IoU"));
    }
  }

  /** Law 2 and 1: a block of the body learns, and what lies before it stays, skips and all. */
  @EngineSource
  void skipsCrossTheFreezeBoundary(String engine) {
    try (TransferModel model = model(engine)) {
      fineTune(model, flipped, validation, MANY.lasting(1));
      unfreeze(model, Layers.last(2));
      StateDict before = model.weights();
      assertTrue(model.boundary().contains(" and "), model.boundary());
      fineTune(model, flipped, validation, MANY.lasting(1).learningRate(1e-3));
      Set<String> changed = Garden.changed(before, model.weights());
      assertEquals(Garden.live(model), changed);
      assertTrue(changed.stream().anyMatch(name -> !name.startsWith("head.")), changed.toString());
    }
  }

  /** A decoder's normalizations are fresh and follow their batches; those of the body stay. */
  @EngineSource
  void aUnetLearnsFromItsOwnStatistics(String engine) {
    try (TransferModel model = model(engine, Decoder.UNET)) {
      History history = fineTune(model, flipped, validation, MANY);
      double overlap = history.last().figure("validation mean IoU");
      assertTrue(overlap > 0.7, "ground everywhere has 0.41: " + history);
      unfreeze(model, Layers.last(1));
      StateDict before = model.weights();
      fineTune(model, flipped, validation, MANY.lasting(2).learningRate(1e-3));
      Set<String> expected = new TreeSet<>(Garden.live(model));
      before.names().stream()
          .filter(name -> name.matches("head\\..*running_(mean|var)"))
          .forEach(expected::add);
      assertEquals(expected, Garden.changed(before, model.weights()));
      assertEquals(10 * 2, expected.stream().filter(name -> name.contains("running")).count());
    }
  }

  /** What is read of a vision transformer crosses the boundary as tokens of several depths. */
  @EngineSource
  void aTransformerIsASegmenter(String engine) {
    try (TransferModel model = Backbone.VIT_TI_16.size(32).on(engine).untrained(1)) {
      replaceHead(model, Head.segmenter(CLASSES));
      freeze(model);
      fineTune(model, flipped, validation, MANY.lasting(1));
      assertEquals("blocks.2.add2 and blocks.5.add2 and blocks.8.add2 and norm", model.boundary());
      unfreeze(model, Layers.last(1));
      StateDict before = model.weights();
      fineTune(model, flipped, validation, MANY.lasting(1).learningRate(1e-3));
      assertEquals(Garden.live(model), Garden.changed(before, model.weights()));
      Mask expected = segment(model, validation.images()).get(1);
      model.save(folder.resolve("saved"));
      try (TransferModel loaded = TransferModel.load(folder.resolve("saved"))) {
        assertArrayEquals(bytes(expected), bytes(segment(loaded, validation.images()).get(1)));
      }
    }
  }

  /** Law 6, with an augmentation that moves masks, through stages; and gone on with. */
  @EngineSource
  void aRunGoesOnBitForBit(String engine) {
    FineTune head = FineTune.epochs(3).batchSize(8).learningRate(0.01).dice(0.5);
    TrainingSet moved = augment(train, Augmentation.flip().rotate(20).brightness(0.2));
    var plan = FineTune.gradual().head(head).then(Layers.last(1), FineTune.epochs(2).batchSize(8));
    String[] ends = new String[2];
    for (int run = 0; run < 2; run++) {
      try (TransferModel model = model(engine)) {
        fineTune(model, moved, validation, plan);
        ends[run] = model.weights().sha256();
      }
    }
    assertEquals(ends[0], ends[1]);
    Path kept = folder.resolve("kept");
    int[] epochs = {0};
    FineTune failing =
        head.onEpoch(
            history -> {
              if (++epochs[0] == 2) {
                throw new IllegalStateException("the power went");
              }
            });
    try (TransferModel model = model(engine)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              fineTune(
                  model,
                  moved,
                  validation,
                  FineTune.gradual()
                      .head(failing)
                      .then(Layers.last(1), FineTune.epochs(2).batchSize(8))
                      .checkpoints(Checkpoints.in(kept))));
    }
    try (TransferModel model = model(engine)) {
      fineTune(model, moved, validation, plan.checkpoints(Checkpoints.in(kept)));
      assertEquals(ends[0], model.weights().sha256());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSavedAndExportedSaysTheSame(Decoder decoder) {
    Path file = folder.resolve("model.onnx");
    try (TransferModel model = model(Engines.PYTORCH, decoder)) {
      fineTune(model, flipped, validation, MANY.lasting(2));
      Mask expected = segment(model, validation.images()).get(1);
      model.save(folder.resolve("saved"));
      try (TransferModel loaded = TransferModel.load(folder.resolve("saved"))) {
        Mask again = segment(loaded, validation.images()).get(1);
        assertArrayEquals(bytes(expected), bytes(again));
        assertEquals(model.toString(), loaded.toString());
      }
      model.exportOnnx(file);
      FloatBuffer pixels = FloatBuffer.allocate(3 * 32 * 32);
      validation.images().inputs(model.contract()).read(1, pixels);
      float[] logits = OnnxRun.floats(file, pixels.flip(), 1, 3, 32, 32);
      assertEquals(2 * 32 * 32, logits.length, "the resize is inside");
      model.exportOnnx(file, Onnx.probabilities());
      float[] probabilities = OnnxRun.floats(file, pixels, 1, 3, 32, 32);
      for (int p = 0; p < 32 * 32; p++) {
        double odds = Math.exp(logits[1024 + p] - logits[p]);
        assertEquals(odds / (1 + odds), probabilities[1024 + p], 1e-5);
      }
    }
  }

  private static byte[] bytes(Mask mask) {
    byte[] bytes = new byte[mask.width() * mask.height()];
    for (int p = 0; p < bytes.length; p++) {
      bytes[p] = (byte) mask.at(p % mask.width(), p / mask.width());
    }
    return bytes;
  }

  /** The decoder reads what it finds at another size; its weights stay. */
  @Test
  void aSegmenterIsResized() {
    try (TransferModel model = model(Engines.PYTORCH)) {
      StateDict before = model.weights();
      resize(model, 64);
      assertEquals(before.sha256(), model.weights().sha256());
      assertEquals("(2, 64, 64)", model.graph().outputShape().toString());
      assertEquals(WIDTH, segment(model, validation.images()).get(0).width());
      replaceHead(model, Head.classifier(CLASSES));
      assertEquals(0.875, model.contract().crop(), 1e-9);
    }
  }

  /** A rectangle of the photos' own ratio sees all of them at once, and cuts nothing off. */
  @EngineSource
  void aRectangleSeesTheWholePhoto(String engine) {
    try (TransferModel model = model(engine)) {
      resize(model, 64, 96);
      assertEquals("(2, 64, 96)", model.graph().outputShape().toString());
      assertEquals(1, Tiles.of(validation.images().take(1, 1), model.contract()).size());
      fineTune(model, flipped, validation, MANY.lasting(10));
      Segmentation result = evaluate(model, validation);
      assertTrue(result.meanIou() > 0.75, result.toString());
      Mask expected = segment(model, validation.images()).get(2);
      model.save(folder.resolve("rectangle"));
      try (TransferModel loaded = TransferModel.load(folder.resolve("rectangle"))) {
        assertArrayEquals(bytes(expected), bytes(segment(loaded, validation.images()).get(2)));
      }
      Path file = folder.resolve("rectangle.onnx");
      model.exportOnnx(file);
      FloatBuffer pixels = FloatBuffer.allocate(3 * 64 * 96);
      validation.images().inputs(model.contract()).read(2, pixels);
      float[] logits = OnnxRun.floats(file, pixels.flip(), 1, 3, 64, 96);
      assertEquals(2 * 64 * 96, logits.length);
    }
    try (TransferModel vit = Backbone.VIT_TI_16.size(32).on(engine).untrained(1)) {
      refused(
          "vit_ti_16 takes squares only, not 32 × 64: its tokens have places",
          () -> resize(vit, 32, 64));
    }
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    try (TransferModel model = model(Engines.PYTORCH);
        TransferModel classes = Garden.model(Engines.PYTORCH)) {
      String masks =
          "this model answers with masks (ground, box), not with classes; evaluate it on"
              + " a MaskSet, or ask segment(model, images)";
      refused(masks, () -> predict(model, Garden.IMAGES.test()));
      refused(
          "this model answers with masks (ground, box), not with numbers; call replaceHead(model,"
              + " Head.regressor(data.train().numbers()))",
          () -> estimate(model, validation.images()));
      refused(
          "the head answers with masks (ground, box), the images are of ant, bee, beetle,"
              + " butterfly, ladybird, spider; take a MaskSet, or call replaceHead(model,"
              + " Head.classifier(data.classes()))",
          () -> Garden.fineTune(model, Garden.ONE));
      refused(
          "this model answers with classes (ant, bee, beetle, butterfly, ladybird, spider), not"
              + " with masks; call replaceHead(model, Head.segmenter(data.classes()))",
          () -> evaluate(classes, validation));
      refused(
          "OVERSAMPLED is for answers of classes; these answers are masks",
          () -> fineTune(model, flipped, validation, MANY.sampling(Sampling.OVERSAMPLED)));
      refused(
          "mixing is for answers of classes; these answers are masks",
          () -> fineTune(model, flipped, validation, MANY.mixing(Mixing.mixup(0.2))));
      replaceHead(model, Head.segmenter(List.of("sky", "road")));
      refused(
          "the head answers with masks of sky, road, the set has masks of ground, box; call"
              + " replaceHead(model, Head.segmenter(data.classes()))",
          () -> evaluate(model, validation));
    }
    refused(
        "a segmenter keeps its pixels: it has dropout, but nothing dense or flattened",
        () -> Head.segmenter(CLASSES).dense(3));
    refused(
        "decoder is LIGHT, which only a segmenter has",
        () -> Head.classifier(CLASSES).decoder(Decoder.LIGHT));
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
