package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.Augmentation;
import dev.graft.data.FeatureSet;
import dev.graft.data.ImageSet;
import dev.graft.data.MaskSet;
import dev.graft.data.NumberSet;
import dev.graft.data.Samples;
import dev.graft.data.TagSet;
import dev.graft.data.TestTime;
import dev.graft.data.TextNumberSet;
import dev.graft.data.TextSet;
import dev.graft.data.TextTagSet;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Transfer_EvaluateTest {
  private static final ImageSet VALIDATION = Garden.IMAGES.validation();

  @Test
  void predictionsAreInTheOrderOfTheImages() {
    try (TransferModel model = Garden.model("MXNet")) {
      Evaluation result = evaluate(model, VALIDATION);
      assertEquals(Garden.IMAGES.classes(), result.classes());
      assertEquals(12, result.size());
      assertEquals(VALIDATION.id(7), result.predictions().get(7).image());
      assertEquals("butterfly", result.predictions().get(7).label());
    }
  }

  /** Law 4: a training set is no set of images, nor is an augmentation among what is fixed. */
  @Test
  void itTakesNoTrainingSet() {
    Set<Class<?>> taken =
        Arrays.stream(Transfer.class.getMethods())
            .filter(method -> method.getName().equals("evaluate"))
            .map(Method::getParameterTypes)
            .flatMap(Arrays::stream)
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            TransferModel.class,
            ImageSet.class,
            NumberSet.class,
            TagSet.class,
            TextNumberSet.class,
            TextSet.class,
            TextTagSet.class,
            FeatureSet.class,
            MaskSet.class,
            TestTime.class,
            Map.class),
        taken);
    assertFalse(Augmentation.class.isAssignableFrom(TestTime.class));
    assertFalse(ImageSet.class.isAssignableFrom(Garden.TRAIN.getClass()));
  }

  /** Law 4. */
  @Test
  void augmentingDoesNotReachIt() {
    try (TransferModel model = Garden.model("MXNet")) {
      List<Prediction> plain = evaluate(model, Garden.IMAGES.train()).predictions();
      var noisy = augment(Garden.IMAGES.train(), Augmentation.noise(0.5).erase(0.5).rotate(90));
      noisy
          .examples(0, model.contract())
          .inputs()
          .read(0, java.nio.FloatBuffer.allocate(3 * 32 * 32));
      assertEquals(plain, evaluate(model, noisy.images()).predictions());
    }
  }

  @Test
  void aBinaryHeadGivesBothProbabilities(@TempDir Path folder) throws IOException {
    ImageSet two = twoClasses(folder);
    try (TransferModel model = Garden.model("MXNet")) {
      replaceHead(model, Head.binary(two.classes()));
      freeze(model);
      var history = Transfer.fineTune(model, augment(two, Augmentation.none()), two, Garden.ONE);
      Evaluation result = evaluate(model, two);
      assertEquals(two.size(), result.predictions().size());
      for (Prediction prediction : result.predictions()) {
        double p = prediction.probabilities().get(1);
        assertEquals(1 - p, prediction.probabilities().get(0), 1e-9);
        assertEquals(p > 0.5 ? "spider" : "ant", prediction.predicted());
      }
      assertEquals(result.loss(), history.last().validationLoss(), 1e-4);
      assertEquals(result.accuracy(), history.last().validationAccuracy());
    }
  }

  private static ImageSet twoClasses(Path folder) throws IOException {
    for (int i = 0; i < Garden.IMAGES.train().size(); i++) {
      String insect = Garden.IMAGES.classes().get(Garden.IMAGES.train().label(i));
      if (insect.equals("ant") || insect.equals("spider")) {
        BufferedImage image = Garden.IMAGES.train().image(i);
        Path file = folder.resolve(insect).resolve(i + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
      }
    }
    return ImageSet.of(folder);
  }

  /** Law 10, whether the flag is there before or comes from another thread. */
  @EngineSource
  void anInterruptStopsItAndTheModelGoesOn(String engine) {
    ImageSet many = Samples.garden(400, 1).train();
    try (TransferModel model = Garden.model(engine)) {
      Thread.currentThread().interrupt();
      CancellationException before =
          assertThrows(CancellationException.class, () -> evaluate(model, many));
      assertTrue(
          before
              .getMessage()
              .matches(
                  "interrupted while evaluating mobilenet_v1_0.25 on \\w+, after (0|16) of 2400 images"),
          before.getMessage());
      assertFalse(Thread.currentThread().isInterrupted());

      Interruption.afterMillis(300);
      CancellationException meanwhile =
          assertThrows(CancellationException.class, () -> evaluate(model, many));
      assertTrue(
          meanwhile
              .getMessage()
              .matches(
                  "interrupted while evaluating mobilenet_v1_0.25 on \\w+, after \\d+ of 2400 images"),
          meanwhile.getMessage());
      assertFalse(Thread.currentThread().isInterrupted());
      assertEquals(12, evaluate(model, VALIDATION).size());
    }
  }

  /** A test folder that has pictures of two classes of the six, in whatever order. */
  @EngineSource
  void someOfTheClassesAreEnough(String engine) {
    ImageSet some = VALIDATION.filter((file, label) -> List.of("bee", "ladybird").contains(label));
    ImageSet few = some.classes(List.of("ladybird", "bee"));
    try (TransferModel model = Garden.model(engine)) {
      Evaluation result = evaluate(model, few);
      Evaluation whole = evaluate(model, VALIDATION);
      assertEquals(model.classes(), result.classes());
      assertEquals(whole.recall("bee"), result.recall("bee"));
      assertEquals(whole.recall("ladybird"), result.recall("ladybird"));
      assertEquals(
          result.confusion()[1][1], evaluate(model, few, TestTime.once()).confusion()[1][1]);
      for (Prediction prediction : result.predictions()) {
        assertTrue(prediction.image().contains(prediction.label()), prediction.toString());
      }
      var history = Transfer.fineTune(model, Garden.TRAIN, few, Garden.ONE);
      assertEquals(
          evaluate(model, few).accuracy(), history.last().validationAccuracy(), "validation too");
      assertEquals(
          "the images are of [bee, hornet], the head is of [ant, bee, beetle, butterfly, ladybird,"
              + " spider], without [hornet]; call replaceHead(model,"
              + " Head.classifier(data.classes()))",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      evaluate(
                          model,
                          few.filter((f, c) -> c.equals("bee")).classes(List.of("bee", "hornet"))))
              .getMessage());
    }
  }

  @Test
  void aModelWithoutHeadSaysWhatToDo() {
    try (TransferModel model = Garden.backbone("MXNet").untrained(1)) {
      assertEquals(
          "this model has no head yet; call replaceHead(model, Head.classifier(data.classes()))",
          assertThrows(IllegalArgumentException.class, () -> evaluate(model, VALIDATION))
              .getMessage());
    }
  }
}
