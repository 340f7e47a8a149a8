package dev.graft.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.Suspect;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Prediction;
import dev.graft.train.FineTune;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;

/** A saved model through DJL's own door says what {@code predict} says. */
class SavedModelTest {
  private static final ImageSet PHOTOS = Samples.garden(6, 3).train();
  private static final ImageSet ASKED = Samples.garden(2, 8).train();

  @TempDir private Path folder;

  private TransferModel trained(String engine, Head head, ImageSet photos) {
    TransferModel model = Backbone.MOBILENET_V1_025.size(64).on(engine).untrained(5);
    Transfer.replaceHead(model, head);
    Transfer.freeze(model);
    var how = FineTune.epochs(2).learningRate(1e-2).seed(1);
    Transfer.fineTune(model, Transfer.augment(photos, Augmentation.none()), photos, how);
    model.save(folder.resolve("model"));
    return model;
  }

  private <I, O> ZooModel<I, O> opened(Class<I> in, Class<O> out, String engine) throws Exception {
    return Criteria.builder()
        .setTypes(in, out)
        .optModelPath(folder.resolve("model"))
        .optEngine(engine)
        .optTranslatorFactory(new SavedTranslatorFactory())
        .build()
        .loadModel();
  }

  private static void same(Prediction expected, Classifications actual) {
    assertEquals(expected.predicted(), actual.best().getClassName());
    for (String name : expected.classes()) {
      assertEquals(expected.probability(name), actual.get(name).getProbability(), 1e-4, name);
    }
  }

  @EngineSource
  void aPredictorSaysWhatPredictSays(String engine) throws Exception {
    try (var model = trained(engine, Head.classifier(PHOTOS.classes()), PHOTOS);
        var zoo = opened(Image.class, Classifications.class, engine);
        Predictor<Image, Classifications> predictor = zoo.newPredictor()) {
      List<Image> photos =
          IntStream.range(0, ASKED.size())
              .mapToObj(i -> ImageFactory.getInstance().fromImage(ASKED.image(i)))
              .toList();
      List<Classifications> together = predictor.batchPredict(photos);
      for (int i = 0; i < photos.size(); i++) {
        Prediction expected = Transfer.predict(model, ASKED.image(i));
        same(expected, together.get(i));
        same(expected, predictor.predict(photos.get(i)));
      }
    }
  }

  @EngineSource
  void twoClassesOfOneLogitAreBoth(String engine) throws Exception {
    List<String> two = PHOTOS.classes().subList(0, 2);
    List<String> others =
        IntStream.range(0, PHOTOS.size())
            .filter(i -> PHOTOS.label(i) > 1)
            .mapToObj(PHOTOS::id)
            .toList();
    Suspect rest = () -> others;
    ImageSet pair = PHOTOS.without(List.of(rest)).classes(two);
    try (var model = trained(engine, Head.binary(two), pair);
        var zoo = opened(Image.class, Classifications.class, engine);
        var predictor = zoo.newPredictor()) {
      BufferedImage photo = ASKED.image(0);
      same(
          Transfer.predict(model, photo),
          predictor.predict(ImageFactory.getInstance().fromImage(photo)));
    }
  }

  /** What DJL Serving sends and sends back. */
  @EngineSource
  void aServersBytesBecomeJson(String engine) throws Exception {
    try (var model = trained(engine, Head.classifier(PHOTOS.classes()), PHOTOS);
        var zoo = opened(Input.class, Output.class, engine);
        var predictor = zoo.newPredictor()) {
      var png = new ByteArrayOutputStream();
      ImageIO.write(ASKED.image(1), "png", png);
      Input request = new Input();
      request.add(png.toByteArray());
      String json = predictor.predict(request).getData().getAsString();
      var first = new ObjectMapper().readTree(json).get(0);
      Prediction expected = Transfer.predict(model, ASKED.image(1));
      assertEquals(expected.predicted(), first.get("className").asText());
      assertEquals(expected.confidence(), first.get("probability").asDouble(), 1e-4);
    }
  }

  /** What is changed in a folder is noticed, by whichever door it is opened. */
  @EngineSource
  void aDamagedFolderIsRefused(String engine) throws Exception {
    trained(engine, Head.classifier(PHOTOS.classes()), PHOTOS).close();
    Path file = folder.resolve("model/model.json");
    Files.writeString(file, Files.readString(file).replace("\"crop\"", "\"drop\""));
    Exception refused =
        assertThrows(
            Exception.class, () -> opened(Image.class, Classifications.class, engine).close());
    assertTrue(refused.getMessage().contains("is damaged"), refused.getMessage());
  }

  /** Only what answers with one class of several has such a door, also where it took its place. */
  @EngineSource
  void aModelOfTagsHasNoSuchDoor(String engine) throws Exception {
    trained(engine, Head.classifier(PHOTOS.classes()), PHOTOS).close();
    Path said = folder.resolve("model/serving.properties");
    String kept = Files.readString(said);
    try (TransferModel model = Backbone.MOBILENET_V1_025.size(64).on(engine).untrained(5)) {
      Transfer.replaceHead(model, Head.multiLabel(List.of("red", "round")));
      model.save(folder.resolve("model"));
    }
    assertFalse(Files.exists(said));
    Files.writeString(said, kept);
    Exception refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> opened(Image.class, Classifications.class, engine).close());
    assertTrue(
        refused.getMessage().startsWith("this model answers with tags"), refused.getMessage());
  }
}
