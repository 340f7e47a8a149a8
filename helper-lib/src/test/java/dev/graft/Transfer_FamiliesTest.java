package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.resize;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.graph.Layers;
import dev.graft.graph.Shape;
import dev.graft.reference.FormulaWeights;
import dev.graft.train.History;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The verbs on the families in torchvision's flavour, at 32 pixels: laws 1 and 3. */
class Transfer_FamiliesTest {

  static Stream<Arguments> families() {
    return Stream.of("MXNet", "PyTorch")
        .flatMap(
            engine ->
                Stream.of(
                    Arguments.of(Backbone.MOBILENET_V2, "block6.3", "features.16.add", engine),
                    Arguments.of(Backbone.RESNET18, "block4.1", "layer4.0.relu_1", engine),
                    Arguments.of(Backbone.VGG16, "block5.2", "features.27", engine),
                    Arguments.of(Backbone.SWIN_T, "block4.1", "features.7.0.add2", engine),
                    Arguments.of(Backbone.VIT_TI_16, "block11", "blocks.10.add2", engine)));
  }

  private static TransferModel model(Backbone backbone, String engine) {
    TransferModel model = backbone.size(32).on(engine).untrained(1);
    replaceHead(model, Garden.head());
    return model;
  }

  /** All but the last block is compiled; two steps change what is live and nothing else. */
  @ParameterizedTest
  @MethodSource("families")
  void frozenBlocksKeepEveryBit(Backbone backbone, String before, String node, String engine) {
    try (TransferModel model = model(backbone, engine)) {
      freeze(model);
      unfreeze(model, Layers.last(1));
      assertEquals(node, model.boundary());
      assertEquals(node, model.graph().resolve(before));
      assertOnlyLiveChanges(model);
    }
  }

  /** The stem learns, so gradients pass frozen blocks in the engine. */
  @ParameterizedTest
  @MethodSource("families")
  void frozenBlocksBehindLiveOnesKeepEveryBit(
      Backbone backbone, String before, String node, String engine) {
    try (TransferModel model = model(backbone, engine)) {
      freeze(model);
      unfreeze(model, Layers.first(1));
      assertEquals("input", model.boundary());
      assertOnlyLiveChanges(model);
    }
  }

  private static void assertOnlyLiveChanges(TransferModel model) {
    StateDict weights = model.weights();
    History history = Garden.fineTune(model, Garden.ONE);
    assertEquals(Garden.live(model), Garden.changed(weights, model.weights()));
    var validation = evaluate(model, Garden.IMAGES.validation());
    assertEquals(validation.loss(), history.last().validationLoss(), 1e-4 * validation.loss());
  }

  /** Features are those of the backbone without torchvision's classifier. */
  @ParameterizedTest
  @CsvSource({
    "mobilenet_v2, 1280",
    "resnet18, 512",
    "resnet50, 2048",
    "vgg16, 512",
    "swin_t, 768",
    "vit_ti_16, 192"
  })
  void featuresAreTheBackbones(String name, int width) {
    try (TransferModel model = Backbone.named(name).size(32).on("MXNet").untrained(1)) {
      float[][] rows = extractFeatures(model, Garden.IMAGES.test()).values();
      assertEquals(width, rows[0].length);
      assertTrue(rows[0][0] != rows[1][0] || rows[0][1] != rows[1][1]);
    }
  }

  /** Windows are filled up at any size, so that a rectangle fits and is kept. */
  @Test
  void swinTakesRectangles(@TempDir Path folder) {
    try (TransferModel model = model(Backbone.SWIN_T, "PyTorch")) {
      String weights = model.weights().sha256();
      resize(model, 64, 96);
      assertEquals(Shape.of(768, 2, 3), model.graph().shape(model.graph().resolve("top")));
      model.save(folder.resolve("rectangle"));
      try (TransferModel loaded = TransferModel.load(folder.resolve("rectangle"))) {
        assertEquals(weights, loaded.weights().sha256());
        assertEquals(model.graph().nodes(), loaded.graph().nodes());
        assertEquals(
            evaluate(model, Garden.IMAGES.test()).loss(),
            evaluate(loaded, Garden.IMAGES.test()).loss());
      }
    }
  }

  /** What torchvision saves counts batches too, which no graph needs. */
  @ParameterizedTest
  @CsvSource({
    "mobilenet_v2, classifier.1",
    "resnet18, fc",
    "swin_t, head",
    "vit_ti_16:timm-augreg, head"
  })
  void stateDictsLoadByName(String name, String classifier, @TempDir Path folder) {
    Backbone backbone = Backbone.named(name).size(32).on("MXNet");
    StateDict whole = FormulaWeights.of(backbone.graph());
    Path file = folder.resolve("whole.safetensors");
    Map<String, Tensor> counter = Map.of("bn1.num_batches_tracked", Tensor.of(Shape.of(1), 0));
    Safetensors.write(file, whole.with(counter), Map.of());
    try (TransferModel model = backbone.load(file)) {
      assertEquals(whole.sha256(), model.weights().sha256());
      assertEquals(classifier, model.graph().output());
      assertEquals(1000, model.classes().size());
    }
  }
}
