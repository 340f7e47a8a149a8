package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.decide;
import static dev.graft.Transfer.estimate;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.search;
import static dev.graft.Transfer.tag;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Augmentation;
import dev.graft.data.CountedImages;
import dev.graft.data.ImageSet;
import dev.graft.data.NumberSet;
import dev.graft.data.Numbers;
import dev.graft.data.Sampling;
import dev.graft.data.TagSet;
import dev.graft.data.Tags;
import dev.graft.data.TrainingSet;
import dev.graft.data.Unlabelled;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.evaluate.Metrics;
import dev.graft.evaluate.MultiLabel;
import dev.graft.evaluate.Tagged;
import dev.graft.graph.Layers;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxRun;
import dev.graft.train.Checkpoints;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.train.Schedule;
import dev.graft.train.TrainingInterruptedException;
import dev.graft.weights.StateDict;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that gives tags passes through all that one of classes does. */
class Transfer_TagsTest {
  private static final List<String> BOTH = List.of("red", "green");
  private static final FineTune MANY =
      FineTune.epochs(200).batchSize(8).learningRate(1).schedule(Schedule.cosine()).weightDecay(0);

  @TempDir private Path folder;

  private final AtomicInteger reads = new AtomicInteger();
  private final TagSet train = colours(24, 0);
  private final TagSet validation = colours(9, 31);
  private final TrainingSet plain = augment(train, Augmentation.none());

  @BeforeEach
  void nothingIsKept() {
    FeatureCache.atHome().clear();
  }

  /** Each channel is dark or bright for itself; blue says nothing. */
  private TagSet colours(int count, int first) {
    ImageSet images = null;
    boolean[][] rows = new boolean[count][];
    for (int i = 0; i < count; i++) {
      int n = first + i;
      rows[i] = new boolean[] {n % 2 == 0, n % 3 == 0};
      int red = 40 + 7 * n % 40 + (rows[i][0] ? 120 : 0);
      int green = 40 + 11 * n % 40 + (rows[i][1] ? 120 : 0);
      ImageSet one = Unlabelled.of(square(red << 16 | green << 8 | 37 * n % 200));
      images = images == null ? one : images.join(one);
    }
    return TagSet.of(CountedImages.of(images, reads), new Tags(BOTH, rows));
  }

  private static BufferedImage square(int colour) {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 32 * 32; i++) {
      image.setRGB(i % 32, i / 32, colour);
    }
    return image;
  }

  private TransferModel model(String engine) {
    TransferModel model = Garden.backbone(engine).untrained(1);
    replaceHead(model, Head.multiLabel(train.tags().names()));
    freeze(model);
    return model;
  }

  /** Fresh it says 0.5 of all; what it learns is learned from kept features. */
  @EngineSource
  void learnsTagsFromKeptFeatures(String engine) {
    try (TransferModel model = model(engine)) {
      MultiLabel before = evaluate(model, train);
      assertEquals(Math.log(2), before.loss(), 1e-6);
      assertEquals(1, before.recall("red"));
      reads.set(0);
      History history = fineTune(model, plain, validation, MANY);
      assertEquals(validation.size(), reads.get(), "the training images are kept already");
      MultiLabel after = evaluate(model, validation);
      assertEquals(validation.size(), reads.get());
      assertTrue(after.meanAveragePrecision() > 0.95, after.toString());
      assertTrue(after.macroF1() > 0.9, after.toString());
      History.Epoch last = history.last();
      assertEquals(after.loss(), last.validationLoss(), 1e-4);
      assertEquals(after.microF1(), last.figure("validation micro F1"));
      assertEquals(after.macroF1(), last.figure("validation macro F1"));
      assertEquals(
          after.meanAveragePrecision(), last.figure("validation mean average precision"), 1e-9);
      assertTrue(history.table().columnNames().contains("mean average precision"));
      Tagged second = tag(model, validation.images()).get(1);
      assertEquals(validation.tags().of(1), second.tags());
    }
  }

  /** Laws 1 and 2, with layers of the backbone that learn too. */
  @EngineSource
  void frozenLayersKeepEveryBit(String engine) {
    try (TransferModel model = model(engine)) {
      Garden.worn(model);
      unfreeze(model, Layers.last(1));
      StateDict before = model.weights();
      fineTune(model, augment(train, Augmentation.flip()), validation, MANY.lasting(2));
      assertEquals(Garden.live(model), Garden.changed(before, model.weights()));
    }
  }

  /** Law 10. */
  @EngineSource
  void anInterruptStopsItAndTheModelGoesOn(String engine) {
    try (TransferModel model = model(engine)) {
      StateDict before = model.weights();
      Interruption.when(() -> model.weights() != before);
      assertThrows(
          TrainingInterruptedException.class,
          () -> fineTune(model, plain, validation, FineTune.epochs(10_000).batchSize(4)));
      assertFalse(Thread.currentThread().isInterrupted());
      assertNotEquals(Set.of(), Garden.changed(before, model.weights()));
      FeatureCache.atHome().clear();
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> evaluate(model, train));
      assertEquals(validation.size(), evaluate(model, validation).size());
    }
  }

  /** Law 6, through stages that let more learn: the same run, and gone on with from half way. */
  @EngineSource
  void aRunGoesOnBitForBit(String engine) {
    FineTune head = FineTune.epochs(3).batchSize(8).learningRate(0.05).balancedClasses();
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
    FineTune broken =
        head.onEpoch(
            history -> {
              if (++epochs[0] == 2) {
                throw new IllegalStateException("the power went");
              }
            });
    var half =
        FineTune.gradual()
            .head(broken)
            .then(Layers.last(1), FineTune.epochs(2).batchSize(8))
            .checkpoints(Checkpoints.in(kept));
    try (TransferModel model = model(engine)) {
      assertThrows(IllegalStateException.class, () -> fineTune(model, plain, validation, half));
    }
    try (TransferModel model = model(engine)) {
      fineTune(model, plain, validation, plan.checkpoints(Checkpoints.in(kept)));
      assertEquals(ends[0], model.weights().sha256());
    }
  }

  /** Each tag has its threshold, which stays through training, saving and loading. */
  @EngineSource
  void whatIsSavedAndExportedSaysTheSame(String engine) throws IOException {
    Path file = folder.resolve("model.onnx");
    try (TransferModel model = model(engine)) {
      fineTune(model, plain, validation, MANY.lasting(2));
      Map<String, Double> chosen = evaluate(model, validation).thresholds();
      decide(model, chosen);
      decide(model, Map.of("green", 0.125));
      fineTune(model, plain, validation, MANY.lasting(1));
      MultiLabel expected = evaluate(model, validation);
      assertEquals(0.125, expected.report().doubleColumn("threshold").get(1));
      List<Tagged> tagged = tag(model, validation.images());
      assertEquals(List.of(chosen.get("red"), 0.125), tagged.get(0).thresholds());
      model.save(folder.resolve("saved"));
      try (TransferModel loaded = TransferModel.load(folder.resolve("saved"))) {
        assertEquals(tagged, tag(loaded, validation.images()));
        assertEquals(expected.toString(), evaluate(loaded, validation).toString());
        replaceHead(loaded, Head.multiLabel(BOTH));
        assertEquals(List.of(0.5, 0.5), tag(loaded, validation.images()).get(0).thresholds());
      }
      FloatBuffer pixels = FloatBuffer.allocate(3 * 32 * 32);
      validation.images().inputs(model.contract()).read(1, pixels);
      model.exportOnnx(file, Onnx.probabilities());
      float[] exported = OnnxRun.floats(file, pixels.flip(), 1, 3, 32, 32);
      assertEquals(2, exported.length);
      for (int tag = 0; tag < 2; tag++) {
        assertEquals(tagged.get(1).probabilities().get(tag), exported[tag], 1e-5);
      }
      String bytes = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
      assertTrue(bytes.contains("[\"red\",\"green\"]"), "classes are named");
      assertTrue(bytes.contains("[" + chosen.get("red") + ",0.125]"), "thresholds too");
    }
  }

  /** By mean average precision; a journal keeps it, and knows other tags for another set. */
  @EngineSource
  void aSearchFindsTheHighestPrecision(String engine) {
    Search plan =
        Search.random(4)
            .options(FineTune.epochs(2).batchSize(8).seed(3))
            .learningRate(1e-3, 1)
            .journal(folder.resolve("trials"));
    try (TransferModel model = model(engine)) {
      String before = model.weights().sha256();
      Trials found = search(model, plain, validation, plan);
      assertEquals(before, model.weights().sha256());
      assertEquals(
          List.of("learning rate", "validation loss", "validation mean average precision"),
          found.table().columnNames());
      Trial best = found.best();
      double most = found.trials().stream().mapToDouble(Trial::score).max().orElseThrow();
      assertEquals(most, best.score());
      reads.set(0);
      assertEquals(found.toString(), search(model, plain, validation, plan).toString());
      assertEquals(0, reads.get(), "all of it stands in the journal");
      replaceHead(model, best.head());
      freeze(model);
      fineTune(model, plain, validation, best.fineTune());
      assertEquals(best.loss(), evaluate(model, validation).loss(), 1e-5);
      assertEquals(best.score(), evaluate(model, validation).meanAveragePrecision(), 1e-9);
      Search folds = plan.folds(2).journal(folder.resolve("folds"));
      assertEquals(4, search(model, plain, validation, folds).trials().size());
      boolean[][] others = validation.tags().rows().clone();
      others[1] = new boolean[2];
      TagSet other = TagSet.of(validation.images(), new Tags(BOTH, others));
      String message =
          assertThrows(IllegalArgumentException.class, () -> search(model, plain, other, plan))
              .getMessage();
      assertTrue(message.contains("is of another search: its "), message);
    }
    try (TransferModel bare = Garden.backbone(engine).untrained(1)) {
      Trials found = search(bare, plain, validation, Search.random(1).epochs(1));
      assertEquals(Head.multiLabel(BOTH), found.best().head());
    }
  }

  @Test
  void aFileHasTags() throws IOException {
    Path file = folder.resolve("photo.png");
    ImageIO.write(square(0xa02020), "png", file.toFile());
    try (TransferModel model = model(Engines.PYTORCH)) {
      decide(model, Map.of("green", 0.75));
      Tagged one = tag(model, file);
      assertEquals(file + ": red 0.500", one.toString());
      replaceHead(model, Head.multiLabel(List.of("alone")).dense(4));
      assertEquals(1, tag(model, file).probabilities().size());
    }
  }

  /** Law 8: what stands in the file is checked like what is declared. */
  @Test
  void aDamagedThresholdIsRefused() throws IOException {
    Path saved = folder.resolve("saved");
    try (TransferModel model = model(Engines.PYTORCH)) {
      decide(model, Map.of("red", 0.25));
      model.save(saved);
    }
    Path file = saved.resolve("model.json");
    String text = Files.readString(file);
    for (String wrong :
        List.of("[ 0.25 ]", "[ 0.25, 1.5 ]", "[ 0.25, 0.5, 0.5 ]", "[ 1, \"a\" ]")) {
      Files.writeString(file, text.replace("[ 0.25, 0.5 ]", wrong));
      String message =
          assertThrows(IllegalArgumentException.class, () -> TransferModel.load(saved))
              .getMessage();
      assertTrue(message.contains("is damaged: thresholds "), message);
    }
  }

  /** Validation may lack a tag, or have them in another order; what is foreign is named. */
  @Test
  void tagsAreToldByTheirNames() {
    try (TransferModel model = model(Engines.PYTORCH)) {
      fineTune(model, plain, validation.tags(List.of("green", "red")), MANY.lasting(2));
      MultiLabel turned = evaluate(model, validation.tags(List.of("green", "red")));
      assertEquals(evaluate(model, validation).toString(), turned.toString());
      TagSet blue = validation.tags(List.of("blue", "red", "green"));
      refused(
          "the head gives the tags red, green, the set has blue, red, green, of which the head has"
              + " never seen blue; call replaceHead(model,"
              + " Head.multiLabel(data.train().tags().names()))",
          () -> evaluate(model, blue));
      TrainingSet otherOrder = augment(train.tags(List.of("green", "red")), Augmentation.none());
      refused(
          "the head gives the tags red, green, the set has green, red; call"
              + " set.tags(model.classes())",
          () -> fineTune(model, otherOrder, validation, MANY));
    }
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    try (TransferModel model = model(Engines.PYTORCH);
        TransferModel classes = Garden.model(Engines.PYTORCH);
        TransferModel bare = Garden.backbone(Engines.PYTORCH).untrained(1)) {
      String notClasses =
          "this model answers with tags (red, green), not with classes; evaluate it on a TagSet, or"
              + " ask tag(model, images)";
      refused(notClasses, () -> predict(model, Garden.IMAGES.test()));
      refused(
          "the head answers with tags (red, green), the images are of ant, bee, beetle, butterfly,"
              + " ladybird, spider; take a TagSet, or call replaceHead(model,"
              + " Head.classifier(data.classes()))",
          () -> Garden.fineTune(model, Garden.ONE));
      refused(
          "the head answers with tags (red, green), the images are of ant, bee, beetle, butterfly,"
              + " ladybird, spider; take a TagSet, or call replaceHead(model,"
              + " Head.classifier(data.classes()))",
          () -> evaluate(model, Garden.IMAGES.test()));
      refused(notClasses, () -> evaluate(model, validation.images()));
      refused(
          "this model answers with tags (red, green), not with numbers; call replaceHead(model,"
              + " Head.regressor(data.train().numbers()))",
          () -> estimate(model, validation.images()));
      String notTags =
          "this model answers with classes (ant, bee, beetle, butterfly, ladybird, spider), not"
              + " with tags; call replaceHead(model, Head.multiLabel(data.train().tags().names()))";
      refused(notTags, () -> evaluate(classes, validation));
      refused(notTags, () -> tag(classes, validation.images()));
      refused(notTags, () -> decide(classes, Map.of("ant", 0.5)));
      NumberSet ages =
          NumberSet.of(Garden.IMAGES.test(), new Numbers(List.of("age"), new float[12][1]));
      replaceHead(bare, Head.regressor(ages.numbers()));
      refused(
          "this model answers with numbers (age), not with tags; call replaceHead(model,"
              + " Head.multiLabel(data.train().tags().names()))",
          () -> fineTune(bare, plain, validation, MANY));
      refused("no tag \"blue\"; there are red, green", () -> decide(model, Map.of("blue", 0.5)));
      refused(
          "threshold of \"red\" is NaN, must be 0 to 1",
          () -> decide(model, Map.of("red", Double.NaN)));
      refused(
          "OVERSAMPLED is for answers of classes; these answers are tags",
          () -> fineTune(model, plain, validation, MANY.sampling(Sampling.OVERSAMPLED)));
      refused(
          "watched metrics are for answers of classes; these answers are tags",
          () -> fineTune(model, plain, validation, MANY.watch(Metrics.topK(2))));
      refused("classes is [], must be different names", () -> Head.multiLabel(List.of()));
    }
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
