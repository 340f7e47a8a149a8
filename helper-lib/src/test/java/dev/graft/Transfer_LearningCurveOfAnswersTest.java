package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.learningCurve;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Augmentation;
import dev.graft.data.CountedImages;
import dev.graft.data.Dataset;
import dev.graft.data.Epochs;
import dev.graft.data.ImageSet;
import dev.graft.data.Mask;
import dev.graft.data.MaskSet;
import dev.graft.data.NumberSet;
import dev.graft.data.Numbers;
import dev.graft.data.TagSet;
import dev.graft.data.Tags;
import dev.graft.data.TextAugmentation;
import dev.graft.data.TextNumberSet;
import dev.graft.data.TextSet;
import dev.graft.data.TextTagSet;
import dev.graft.data.Unlabelled;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Every kind of answer has learning curves, judged by what it is judged by in a search. */
class Transfer_LearningCurveOfAnswersTest {
  private static final FineTune TWO = FineTune.epochs(2).batchSize(8).learningRate(0.1);
  private static final LearningCurve WHOLE = LearningCurve.shares(1).seeds(3);
  private static final int SIDE = 32;
  private static final int COUNT = 16;
  private static final String SEGMENTS = "mean IoU";
  private static final String RANKS = "mean average precision";
  private static final String EXPLAINS = "R²";

  private final AtomicInteger reads = new AtomicInteger();
  private final ImageSet images = CountedImages.of(greys(), reads);
  private final TagSet tagged = TagSet.of(images, tags());
  private final NumberSet measured = NumberSet.of(images, numbers());
  private final MaskSet masked = MaskSet.of(images, masks());
  private final TextSet texts = Reviews.texts(COUNT, 4);

  /** Dark ones on the left, bright ones on the right, brighter from one to the next. */
  private static ImageSet greys() {
    ImageSet all = null;
    for (int i = 0; i < COUNT; i++) {
      var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
      for (int p = 0; p < SIDE * SIDE; p++) {
        image.setRGB(p % SIDE, p / SIDE, 0x10101 * (p % SIDE < 16 ? 5 + i : 100 + 9 * i));
      }
      all = i == 0 ? Unlabelled.of(image) : all.join(Unlabelled.of(image));
    }
    return all;
  }

  private static Tags tags() {
    return new Tags(
        List.of("bright", "even"),
        IntStream.range(0, COUNT)
            .mapToObj(i -> new boolean[] {i > 9, i % 2 == 0})
            .toArray(boolean[][]::new));
  }

  private static Numbers numbers() {
    return new Numbers(
        List.of("light"),
        IntStream.range(0, COUNT).mapToObj(i -> new float[] {i}).toArray(float[][]::new));
  }

  private static List<Mask> masks() {
    byte[] right = new byte[SIDE * SIDE];
    for (int p = 0; p < right.length; p++) {
      right[p] = (byte) (p % SIDE < 16 ? 0 : 1);
    }
    return IntStream.range(0, COUNT)
        .mapToObj(i -> Mask.of("mask " + i, List.of("dark", "bright"), SIDE, right.clone()))
        .toList();
  }

  private static TransferModel photos(String engine, Head head) {
    TransferModel model = Garden.backbone(engine).untrained(1);
    replaceHead(model, head);
    freeze(model);
    return model;
  }

  private static TransferModel reader(String engine, Head head) {
    TransferModel model = Reviews.model(engine);
    replaceHead(model, head);
    freeze(model);
    return model;
  }

  @EngineSource
  void tagsAreJudgedByPrecision(String engine) {
    try (TransferModel model = photos(engine, Head.multiLabel(tags().names()))) {
      Table table = learningCurve(tagged, tagged, WHOLE.transfer("head", model, TWO));
      assertPoint(RANKS, table, model, augment(tagged, Augmentation.none()), tagged.images());
      double precision = table.doubleColumn(RANKS).get(0);
      assertEquals(evaluate(model, tagged).meanAveragePrecision(), precision, 1e-6);
    }
  }

  @EngineSource
  void numbersAreJudgedByWhatIsExplained(String engine) {
    try (TransferModel model = photos(engine, Head.regressor(numbers()))) {
      LearningCurve plan = WHOLE.transfer("head", model, Augmentation.flip(), TWO);
      Table table = learningCurve(measured, measured, plan);
      var flipped = augment(measured, Augmentation.flip()).seed(3);
      assertPoint(EXPLAINS, table, model, flipped, measured.images());
    }
  }

  @EngineSource
  void masksAreJudgedByTheirOverlap(String engine) {
    Head head = Head.segmenter(masked.classes()).decoder(Decoder.LIGHT);
    try (TransferModel model = photos(engine, head)) {
      Table table = learningCurve(masked, masked, WHOLE.transfer("head", model, TWO));
      assertPoint(SEGMENTS, table, model, augment(masked, Augmentation.none()), masked.images());
    }
  }

  @EngineSource
  void textsHaveCurvesOfTagsAndNumbersAndClasses(String engine) {
    TextTagSet tagging = TextTagSet.of(texts, tags());
    TextNumberSet rating = TextNumberSet.of(texts, numbers());
    try (TransferModel model = reader(engine, Head.multiLabel(tags().names()))) {
      Table table = learningCurve(tagging, tagging, WHOLE.transfer("head", model, TWO));
      assertEquals("texts", table.columnNames().get(2));
      assertPoint(RANKS, table, model, tagging.texts(), tagging.texts());
    }
    try (TransferModel model = reader(engine, Head.regressor(numbers()))) {
      Table table = learningCurve(rating, rating, WHOLE.transfer("head", model, TWO));
      assertPoint(EXPLAINS, table, model, rating.texts(), rating.texts());
    }
    try (TransferModel model = reader(engine, Head.classifier(texts.classes()))) {
      TextAugmentation words = TextAugmentation.deleting(0.2);
      Table table = learningCurve(texts, texts, WHOLE.transfer("head", model, words, TWO));
      assertPoint("accuracy", table, model, augment(texts, words).seed(3), texts);
    }
  }

  /** The same call by hand comes to the same bits. */
  private static void assertPoint(
      String judge, Table table, TransferModel model, Epochs training, Dataset validation) {
    assertEquals(
        List.of(
            "method", "share", validation.noun(), "seed", judge, "training " + judge, "seconds"),
        table.columnNames());
    assertEquals(1, table.rowCount());
    replaceHead(model, model.state().head().orElseThrow().seed(3));
    History.Epoch last = fineTune(model, training, validation, TWO.seed(3)).last();
    assertEquals(last.figure("validation " + judge), table.doubleColumn(judge).get(0));
    assertEquals(last.figure(judge), table.doubleColumn("training " + judge).get(0));
  }

  /** A model without a head of its own gets the usual one, and is left as it is. */
  @EngineSource
  void sharesLearnFromKeptFeatures(String engine) {
    FeatureCache.atHome().clear();
    reads.set(0);
    try (TransferModel model = Garden.backbone(engine).untrained(1)) {
      freeze(model);
      String before = model.weights().sha256();
      LearningCurve plan =
          LearningCurve.shares(0.25, 0.5, 1).seeds(1, 2).transfer("head", model, TWO);
      Table table = learningCurve(measured, measured, plan);
      assertEquals(COUNT, reads.get(), "each image is decoded once");
      assertEquals(before, model.weights().sha256());
      assertEquals(List.of(0.25, 0.25, 0.5, 0.5, 1.0, 1.0), table.doubleColumn("share").asList());
      assertEquals(List.of(4, 4, 8, 8, 16, 16), table.intColumn("images").asList());
      assertEquals(
          List.of(0.5, 1.0),
          learningCurve(tagged, tagged, LearningCurve.shares(0.5, 1).transfer("head", model, TWO))
              .doubleColumn("share")
              .asList());
      learningCurve(masked, masked, LearningCurve.shares(0.25).transfer("head", model, TWO));
    }
  }

  /** Where training stops early, the point is that of the weights that were kept. */
  @EngineSource
  void theEpochThatWasKeptIsJudged(String engine) {
    try (TransferModel model = photos(engine, Head.regressor(numbers()))) {
      FineTune stopping = FineTune.epochs(6).batchSize(8).learningRate(3).stopEarly(2);
      Table table = learningCurve(measured, measured, WHOLE.transfer("head", model, stopping));
      replaceHead(model, Head.regressor(numbers()).seed(3));
      fineTune(model, augment(measured, Augmentation.none()), measured, stopping.seed(3));
      double explained = evaluate(model, measured).rSquared("light");
      assertEquals(explained, table.doubleColumn(EXPLAINS).get(0), 1e-5);
    }
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeItIsTrained() {
    reads.set(0);
    for (double share : new double[] {0, 1.1, Double.NaN}) {
      refused(
          "share is " + share + ", must be above 0 and at most 1",
          () -> LearningCurve.shares(1, share));
    }
    refused("shares is [], must have at least 1", LearningCurve::shares);
    refused("seeds is [], must have at least 1", WHOLE::seeds);
    String engine = Engines.PYTORCH;
    try (TransferModel numbers = photos(engine, Head.regressor(numbers()));
        TransferModel reader = reader(engine, Head.classifier(texts.classes()))) {
      refused(
          "a curve by images per class wants images of classes, these are 16 images with numbers;"
              + " begin it with LearningCurve.shares(0.25, 0.5, 1)",
          () ->
              learningCurve(
                  measured, measured, LearningCurve.perClass(2).transfer("head", numbers, TWO)));
      refused(
          "this model answers with numbers (light), not with tags; call replaceHead(model,"
              + " Head.multiLabel(data.train().tags().names()))",
          () -> learningCurve(tagged, tagged, WHOLE.transfer("head", numbers, TWO)));
      refused(
          "line \"words\" varies texts by %s, the training set has images; call transfer(method,"
                  .formatted(TextAugmentation.none())
              + " model, options)",
          () ->
              learningCurve(
                  measured,
                  measured,
                  WHOLE.transfer("words", numbers, TextAugmentation.none(), TWO)));
      refused(
          "line \"flips\" varies images by %s, the training set has texts; call transfer(method,"
                  .formatted(Augmentation.flip())
              + " model, options)",
          () ->
              learningCurve(
                  texts, texts, WHOLE.transfer("flips", reader, Augmentation.flip(), TWO)));
      var others = new Numbers(List.of("weight"), numbers().rows());
      refused(
          "the head answers with light, the set has weight; call replaceHead(model,"
              + " Head.regressor(data.train().numbers()))",
          () ->
              learningCurve(
                  measured, NumberSet.of(images, others), WHOLE.transfer("head", numbers, TWO)));
    }
    assertEquals(0, reads.get());
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
