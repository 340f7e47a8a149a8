package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.findLearningRate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.learningCurve;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.search;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.Augmentation;
import dev.graft.data.Fixtures;
import dev.graft.data.ImageSet;
import dev.graft.data.TrainingSet;
import dev.graft.data.Unreadable;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.plot.Figure;
import dev.graft.plot.Plots;
import dev.graft.train.FineTune;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A photo that passes a glance and is damaged in the middle: every verb does as if it were not
 * there.
 */
class Transfer_UnreadableTest {
  private static final FineTune TWO = FineTune.epochs(2).batchSize(4).learningRate(1e-2).seed(3);

  @TempDir private Path folder;
  private ImageSet whole;
  private ImageSet damaged;

  @BeforeEach
  void write() throws IOException {
    for (String set : List.of("whole", "damaged")) {
      for (String name : List.of("ants", "bees")) {
        Path files = Files.createDirectories(folder.resolve(set).resolve(name));
        for (int i = 0; i < 3; i++) {
          int width = name.equals("ants") ? 30 + i : 60 + i;
          byte[] photo = Fixtures.encoded(Fixtures.formula(width, 40), "jpg");
          Files.write(files.resolve(i + ".jpg"), photo);
        }
      }
    }
    byte[] photo = Fixtures.encoded(Fixtures.formula(50, 40), "jpg");
    photo[photo.length / 2 + 200] = (byte) 0xff;
    photo[photo.length / 2 + 201] = 0x1b;
    Files.write(folder.resolve("damaged/ants/1b.jpg"), photo);
    whole = ImageSet.of(folder.resolve("whole"));
    damaged = ImageSet.of(folder.resolve("damaged"));
    assertEquals(7, damaged.size(), "a glance sees nothing");
  }

  private TransferModel model(String engine) {
    TransferModel model = Garden.backbone(engine).untrained(1);
    Transfer.replaceHead(model, Head.classifier(whole.classes()).seed(1));
    return Garden.worn(model);
  }

  private static TrainingSet views(ImageSet images) {
    return TrainingSet.of(images, Augmentation.flip().rotate(15)).seed(1);
  }

  /** Frozen, its features are kept; live, every epoch reads the files anew. */
  @EngineSource
  void learningAndMeasuringGoOn(String engine) {
    for (boolean frozen : new boolean[] {true, false}) {
      try (TransferModel one = model(engine);
          TransferModel other = model(engine)) {
        if (frozen) {
          freeze(one);
          freeze(other);
        }
        var expected = fineTune(one, views(whole), whole, TWO);
        var history = fineTune(other, views(damaged), damaged, TWO);
        assertEquals(Garden.numbers(expected), Garden.numbers(history));
        assertEquals(one.weights().sha256(), other.weights().sha256());
        var result = evaluate(other, damaged);
        assertEquals(6, result.size());
        assertEquals(evaluate(one, whole).loss(), result.loss());
        assertEquals(predict(one, whole), predict(other, damaged));
        assertEquals(
            List.of("ants/0.jpg", "ants/1.jpg", "ants/2.jpg"),
            predict(other, damaged).stream().map(p -> p.image()).limit(3).toList());
      }
    }
  }

  @EngineSource
  void whatSharesImagesSharesWhatIsLeftOut(String engine) {
    try (TransferModel model = model(engine)) {
      freeze(model);
      var features = extractFeatures(model, damaged);
      assertArrayEquals(extractFeatures(model, whole).values(), features.values());
      assertEquals(6, extractFeatures(model, damaged, "block1").ids().size());
      assertEquals(
          findLearningRate(model, views(whole), TWO), findLearningRate(model, views(damaged), TWO));
      Search plan = Search.random(2).options(TWO).learningRate(1e-3, 1e-1);
      assertEquals(
          search(model, views(whole), whole, plan).toString(),
          search(model, views(damaged), damaged, plan).toString());
      var curve = LearningCurve.perClass(3).transfer("head", model, Augmentation.none(), TWO);
      assertEquals(
          learningCurve(whole, whole, curve).doubleColumn("accuracy").asList(),
          learningCurve(damaged, damaged, curve).doubleColumn("accuracy").asList());
    }
  }

  /** What is saved says of which images it is: the same call finds it again. */
  @EngineSource
  void whatWasSavedIsFoundAgain(String engine) {
    FineTune saved = TWO.checkpoints(folder.resolve("checkpoints"));
    Search plan =
        Search.random(2).options(TWO).learningRate(1e-3, 1e-1).journal(folder.resolve("journal"));
    try (TransferModel model = model(engine)) {
      freeze(model, Layers.first(3));
      var trials = search(model, views(damaged), damaged, plan).toString();
      assertEquals(trials, search(model, views(damaged), damaged, plan).toString());
      var history = fineTune(model, views(damaged), damaged, saved);
      var again = fineTune(model, views(damaged), damaged, saved);
      assertEquals(Garden.numbers(history), Garden.numbers(again));
    }
  }

  @Test
  void picturesAreDrawnOfTheOthers() {
    assertEquals("6 of 6 images", Plots.samples(damaged, 99).toString());
    assertEquals(whole.preview(9).getWidth(), damaged.preview(9).getWidth());
    views(damaged).preview(9, 1);
    try (TransferModel model = model("PyTorch")) {
      assertPixels(
          Plots.mistakes(evaluate(model, whole), whole),
          Plots.mistakes(evaluate(model, damaged), damaged));
      assertPixels(
          Plots.predictions(predict(model, whole), whole),
          Plots.predictions(predict(model, damaged), damaged));
    }
  }

  private static void assertPixels(Figure expected, Figure figure) {
    int width = expected.image().getWidth();
    int height = expected.image().getHeight();
    assertArrayEquals(
        expected.image().getRGB(0, 0, width, height, null, 0, width),
        figure.image().getRGB(0, 0, width, height, null, 0, width));
  }

  @Test
  void whereItIsFatalItEndsTheCall() {
    ImageSet fatal = ImageSet.of(folder.resolve("damaged"), Unreadable.FATAL);
    ImageSet both = damaged.join(fatal);
    try (TransferModel model = model("PyTorch")) {
      for (ImageSet images : Arrays.asList(fatal, both)) {
        var e = assertThrows(RuntimeException.class, () -> extractFeatures(model, images));
        assertEquals(
            "image is not readable: ants/1b.jpg (JPEG is damaged: Unsupported marker type 0x1b)",
            e.getMessage());
      }
    }
  }
}
