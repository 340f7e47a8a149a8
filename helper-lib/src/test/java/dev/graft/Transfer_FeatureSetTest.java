package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.Augmentation;
import dev.graft.data.FeatureContract;
import dev.graft.data.FeatureSet;
import dev.graft.data.FeatureWriter;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.evaluate.Features;
import dev.graft.graph.Layers;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Transfer_FeatureSetTest {
  private static final FineTune PLAN = FineTune.epochs(3).learningRate(1e-2).batchSize(8);

  @TempDir Path folder;

  private static TransferModel model(String engine, List<String> classes) {
    TransferModel model = Garden.backbone(engine).size(64).untrained(3);
    replaceHead(model, Head.classifier(classes));
    freeze(model);
    return model;
  }

  private static List<Map<String, Double>> timeless(History history) {
    return history.epochs().stream()
        .map(
            epoch -> {
              Map<String, Double> figures = new TreeMap<>(epoch.figures());
              figures.keySet().removeAll(List.of("seconds", "images/s"));
              return figures;
            })
        .toList();
  }

  private FeatureSet features(TransferModel model, ImageSet images, String file)
      throws IOException {
    Features features = Transfer.extractFeatures(model, images);
    float[][] rows = features.values();
    // a cluster computes with a body that has no head
    try (TransferModel body = Garden.backbone("PyTorch").size(64).untrained(3);
        CompiledModel compiled = CompiledModel.features(body, "", 1);
        var writer =
            FeatureWriter.to(
                folder.resolve(file), new FeatureContract(features.width(), compiled.body()))) {
      for (int i = 0; i < rows.length; i++) {
        String label = features.classes().get(features.labels()[i]);
        writer.add(features.ids().get(i), label, rows[i]);
      }
      return writer.set();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MXNet", "PyTorch"})
  void a_head_learns_from_features_what_it_learns_from_photos(String engine) throws IOException {
    Splits data = Samples.garden(6, 5);
    try (TransferModel photos = model(engine, data.classes());
        TransferModel rows = model(engine, data.classes())) {
      History expected =
          fineTune(photos, augment(data.train(), Augmentation.none()), data.validation(), PLAN);
      FeatureSet train = features(rows, data.train(), "train.f32").classes(data.classes());
      FeatureSet held = features(rows, data.validation(), "held.f32").classes(data.classes());
      History given = fineTune(rows, train, held, PLAN);
      assertEquals(timeless(expected), timeless(given));
      for (String name : photos.weights().names()) {
        assertArrayEquals(
            photos.weights().get(name).toArray(), rows.weights().get(name).toArray(), name);
      }
      // and the head is on its body again
      assertEquals(evaluate(photos, data.validation()).accuracy(), evaluate(rows, held).accuracy());
      assertEquals(
          evaluate(photos, data.validation()).loss(), evaluate(rows, data.validation()).loss());
    }
  }

  @Test
  void features_of_another_body_or_of_one_that_learns_are_refused() throws IOException {
    Splits data = Samples.garden(2, 5);
    try (TransferModel model = model("PyTorch", data.classes())) {
      FeatureSet set = features(model, data.train(), "a.f32");
      try (TransferModel other = Garden.backbone("PyTorch").size(96).untrained(3)) {
        replaceHead(other, Head.classifier(data.classes()));
        freeze(other);
        var refused =
            assertThrows(IllegalArgumentException.class, () -> fineTune(other, set, set, PLAN));
        assertTrue(
            refused.getMessage().startsWith("the features are of body "), refused.getMessage());
      }
      unfreeze(model, Layers.last(2));
      var live = assertThrows(IllegalArgumentException.class, () -> evaluate(model, set));
      assertTrue(live.getMessage().endsWith("would learn; call freeze(model)"), live.getMessage());
      var images = assertThrows(IllegalArgumentException.class, () -> set.inputs(model.contract()));
      assertTrue(
          images.getMessage().startsWith("these are 1024 features")
              || images.getMessage().startsWith("these are "),
          images.getMessage());
    }
  }

  @Test
  void a_row_that_is_none_is_refused_by_name() throws IOException {
    try (var writer = FeatureWriter.to(folder.resolve("b.f32"), new FeatureContract(2, "x"))) {
      writer.add("one", "a", 1, 2);
      assertEquals(
          "\"two\" has 1 features, the others 2",
          assertThrows(IllegalArgumentException.class, () -> writer.add("two", "a", 1))
              .getMessage());
      assertEquals(
          "\"two\" has a feature NaN, must be finite",
          assertThrows(IllegalArgumentException.class, () -> writer.add("two", "a", 1, Float.NaN))
              .getMessage());
      assertEquals(
          "\"two\" has no label",
          assertThrows(IllegalArgumentException.class, () -> writer.add("two", " ", 1, 2))
              .getMessage());
      writer.add("three", "b", 3, 4);
      FeatureSet set = writer.set();
      assertEquals("2 rows of 2 features of body x, of a, b", set.toString());
      assertEquals(List.of("b", "a"), set.classes(List.of("b", "a")).classes());
      assertEquals(1, set.classes(List.of("b", "a")).label(0));
    }
  }
}
