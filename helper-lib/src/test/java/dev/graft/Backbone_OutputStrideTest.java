package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.resize;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.engine.Bodies;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Graph;
import dev.graft.graph.Layers;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.infer.OnnxRun;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.StateDict;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backbone whose last maps stay large is one like all others. */
class Backbone_OutputStrideTest {
  private static final List<String> CLASSES = List.of("sky", "road");

  @TempDir private Path folder;

  @Test
  void itStandsInTheName() {
    Backbone fine = Backbone.RESNET50.weightSet("torchvision-v2").outputStride(8);
    assertEquals("resnet50/8:torchvision-v2 (224 px)", fine.toString());
    assertEquals(fine.name(), Backbone.named("ResNet50/8:torchvision-v2").name());
    assertEquals("resnet50/8", Backbone.RESNET50.outputStride(8).name());
    assertEquals(Backbone.RESNET50.outputStride(16), Backbone.named("resnet50/16"));
    assertNotEquals(Backbone.RESNET50.outputStride(16), Backbone.RESNET50.outputStride(8));
    assertEquals("resnet50/16", fine.outputStride(16).weightSet("torchvision-v1").name());
    assertEquals(
        Shape.of(2048, 16, 16), body(Backbone.RESNET50.outputStride(8).size(128)).outputShape());
  }

  private static Graph body(Backbone backbone) {
    return backbone.architecture.body();
  }

  /** Every row can have it, or says which of its layers cannot. */
  @Test
  void whoHasNoneIsNamed() {
    String able =
        Backbone.all().stream()
            .filter(Backbone_OutputStrideTest::spreads)
            .map(backbone -> backbone.name().split("_", 2)[0].replaceAll("\\d+$", ""))
            .distinct()
            .collect(Collectors.joining(", "));
    assertEquals("efficientnet, mobilenet, resnet, convnext", able);
    assertRefused(
        "vgg16 has no output stride of 8: layer \"features.23\" (MaxPool) cannot have holes as a"
            + " convolution can",
        () -> Backbone.VGG16.outputStride(8));
    assertRefused(
        "swin_t has no output stride of 16: layer \"features.6\" (PatchMerging) cannot have holes"
            + " as a convolution can",
        () -> Backbone.SWIN_T.outputStride(16));
    assertRefused(
        "vit_ti_16 has no output stride of 16: it takes no step beyond that",
        () -> Backbone.VIT_TI_16.outputStride(16));
    assertRefused("output stride is 12, must be 8 or 16", () -> Backbone.RESNET50.outputStride(12));
    assertRefused("output stride is 08, must be 8 or 16", () -> Backbone.named("resnet50/08"));
    assertRefused("output stride is 8/16, must be 8 or 16", () -> Backbone.named("resnet50/8/16"));
  }

  private static boolean spreads(Backbone backbone) {
    try {
      return !backbone.outputStride(16).graph().nodes().equals(backbone.graph().nodes());
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().startsWith(backbone.graph().name()), e.getMessage());
      return false;
    }
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 8", "FPN, 16 8", "UNET, 32 16 8"})
  void decodersReadTheMapsThereAre(Decoder decoder, String sides) {
    Graph body = body(Backbone.RESNET18.outputStride(8).size(64));
    List<String> maps = FeatureMaps.of(body, decoder.decoding().finest());
    assertEquals(
        sides, maps.stream().map(m -> body.shape(m).get(1) + "").collect(Collectors.joining(" ")));
    Head head = Head.segmenter(CLASSES).decoder(decoder);
    assertEquals(Shape.of(2, 64, 64), Grafting.onto(body, head).outputShape());
  }

  private static TransferModel model(Backbone backbone) {
    TransferModel model = backbone.untrained(1);
    replaceHead(model, Garden.head());
    freeze(model);
    return Garden.worn(model);
  }

  @EngineSource
  void itLearnsAndIsSaved(String engine) {
    try (TransferModel model = model(Garden.backbone(engine).outputStride(8))) {
      unfreeze(model, Layers.last(2));
      StateDict before = model.weights();
      Garden.fineTune(model, Garden.ONE);
      assertEquals(Garden.live(model), Garden.changed(before, model.weights()));
      double loss = evaluate(model, Garden.IMAGES.validation()).loss();
      model.save(folder.resolve("m"));
      try (TransferModel again = TransferModel.load(folder.resolve("m"))) {
        assertEquals(model.graph().nodes(), again.graph().nodes());
        assertEquals(loss, evaluate(again, Garden.IMAGES.validation()).loss());
        resize(again, 64);
        assertEquals(
            Shape.of(256, 8, 8), again.graph().shape(body(Garden.backbone(engine)).output()));
      }
      Path weights = folder.resolve("m/model.safetensors");
      try (TransferModel coarse = Garden.backbone(engine).load(weights)) {
        assertEquals("mobilenet_v1_0.25", coarse.state().backbone().name(), "weights fit both");
      }
    }
  }

  /** Same weights, other features: what is kept of one is not taken for the other's. */
  @Test
  void featuresAreKeptApart() {
    FeatureCache.atHome().clear();
    try (TransferModel coarse = model(Garden.backbone("MXNet"));
        TransferModel fine = model(Garden.backbone("MXNet").outputStride(8))) {
      assertEquals(coarse.weights().sha256(), fine.weights().sha256());
      double without = evaluate(coarse, Garden.IMAGES.validation()).loss();
      double with = evaluate(fine, Garden.IMAGES.validation()).loss();
      assertNotEquals(without, with);
      FeatureCache.atHome().clear();
      assertEquals(with, evaluate(fine, Garden.IMAGES.validation()).loss());
    }
  }

  @Test
  void theExportedFileSaysTheSame() {
    try (TransferModel model = model(Garden.backbone("PyTorch").outputStride(8))) {
      FloatBuffer input = DirectFloats.of(3 * 32 * 32);
      for (int i = 0; i < input.capacity(); i++) {
        input.put(i, (float) Math.sin(0.7 * i + 0.3));
      }
      FloatBuffer expected = DirectFloats.of(Garden.IMAGES.classes().size());
      try (Body body = Bodies.on(model.graph(), model.weights(), "PyTorch")) {
        body.run(input, 1, expected);
      }
      Path file = folder.resolve("fine.onnx");
      model.exportOnnx(file);
      float[] logits = OnnxRun.floats(file, input, 1, 3, 32, 32);
      for (int i = 0; i < logits.length; i++) {
        assertEquals(expected.get(i), logits[i], 1e-5);
      }
    }
  }
}
