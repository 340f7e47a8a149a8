package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Features;
import dev.graft.graph.Layers;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.infer.CompiledBody;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxRun;
import dev.graft.reference.Published;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ONNX model as a frozen backbone. */
class Backbone_OnnxTest {
  private static final InputContract SMALL = InputContract.rgb(8, 127.5f, 127.5f, 1);
  private static final ImageSet IMAGES = Garden.IMAGES.test();

  @TempDir Path folder;

  @BeforeEach
  void runtime() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
  }

  private static List<Double> losses(TransferModel model, FineTune options) {
    List<Double> losses = new ArrayList<>();
    History history = Garden.fineTune(model, options);
    for (History.Epoch epoch : history.epochs()) {
      losses.add(epoch.loss());
      losses.add(epoch.validationLoss());
    }
    return losses;
  }

  /** Law 3 over a file: each epoch is one step over all 24 images. */
  @EngineSource
  void trainingAHeadEqualsTrainingItOnTheSameNetworkAsAGraph(String engine) {
    Path file = folder.resolve("body.onnx");
    FineTune steps = FineTune.epochs(6).batchSize(24).learningRate(0.01).seed(3);
    Head head = Garden.head().dense(8).dropout(0.2);
    List<Double> expected;
    try (TransferModel graph = Garden.backbone(engine).untrained(1)) {
      graph.exportOnnx(file, Onnx.layer("block13"));
      replaceHead(graph, head);
      Garden.spread(graph, 0.5);
      freeze(graph);
      expected = losses(graph, steps);
    }
    try (TransferModel onnx = Backbone.onnx(file).on(engine).load()) {
      assertEquals(engine, onnx.engine());
      assertEquals(Garden.backbone(engine).contract(), onnx.contract());
      replaceHead(onnx, head);
      Garden.spread(onnx, 0.5);
      assertEquals(List.of("onnx"), onnx.frozen());
      List<Double> got = losses(onnx, steps);
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(expected.get(i), got.get(i), 1e-4, "step " + i / 2);
      }
      assertTrue(got.get(10) < got.get(0), got.toString());
    }
  }

  @Test
  void theWholeOfAModelIsCutBeforeItsClassifier() {
    Path file = folder.resolve("insects.onnx");
    try (TransferModel graph = Garden.model("MXNet")) {
      graph.exportOnnx(file, Onnx.probabilities());
      Features expected = extractFeatures(graph, IMAGES);
      try (TransferModel onnx = Backbone.onnx(file).load()) {
        assertEquals(Shape.of(256), onnx.graph().outputShape());
        Features got = extractFeatures(onnx, IMAGES);
        for (int i = 0; i < IMAGES.size(); i++) {
          assertArrayEquals(expected.values()[i], got.values()[i], 1e-5f);
        }
      }
      try (TransferModel map = Backbone.onnx(file).output("conv_pw_13_relu").load()) {
        assertEquals(Shape.of(256, 1, 1), map.graph().outputShape());
      }
    }
  }

  @Test
  void torchsFileGivesTorchsFeatures() throws IOException {
    Path file = folder.resolve("torch.onnx");
    JsonNode recorded;
    try (var model = getClass().getResourceAsStream("/reference/onnx/torch_tiny.onnx");
        var json = getClass().getResourceAsStream("/reference/onnx/torch_tiny.json")) {
      Files.write(file, model.readAllBytes());
      recorded = new ObjectMapper().readTree(json);
    }
    InputContract contract = InputContract.rgb(16, 0, 1, 1);
    try (TransferModel model = Backbone.onnx(file).contract(contract).load()) {
      assertEquals(Shape.of(6), model.graph().outputShape());
      FloatBuffer in = direct(2 * 3 * 16 * 16);
      for (int i = 0; i < in.capacity(); i++) {
        in.put(i, (float) Math.sin(0.001 * i));
      }
      FloatBuffer out = direct(12);
      try (Body body = CompiledBody.compile(model.graph(), model.weights())) {
        body.run(in, 2, out);
      }
      for (int i = 0; i < 12; i++) {
        assertEquals(recorded.path("features").get(i).asDouble(), out.get(i), 1e-5);
      }
    }
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** tf2onnx writes (N, H, W, 3): the same features come out, whichever value is chosen. */
  @Test
  void channelsLastEqualsChannelsFirst() {
    Path first = OnnxModels.write(folder.resolve("first.onnx"), OnnxModels.classifier());
    Path last = OnnxModels.write(folder.resolve("last.onnx"), OnnxModels.channelsLast());
    try (TransferModel nchw = Backbone.onnx(first).contract(SMALL).load();
        TransferModel nhwc = Backbone.onnx(last).contract(SMALL).load();
        TransferModel map = Backbone.onnx(last).contract(SMALL).output("nhwc").load()) {
      assertEquals(Shape.of(4, 6, 6), map.graph().outputShape());
      float[][] expected = extractFeatures(nchw, IMAGES).values();
      float[][] got = extractFeatures(nhwc, IMAGES).values();
      float[][] pooled = extractFeatures(map, IMAGES).values();
      for (int i = 0; i < IMAGES.size(); i++) {
        assertArrayEquals(expected[i], got[i], 1e-6f);
        assertArrayEquals(expected[i], pooled[i], 1e-6f);
      }
    }
  }

  private TransferModel small() {
    Path file = OnnxModels.write(folder.resolve("small.onnx"), OnnxModels.classifier());
    TransferModel model = Backbone.onnx(file).contract(SMALL).output("relu").load();
    replaceHead(model, Garden.head().dropout(0.1));
    return model;
  }

  /** Law 1, without freeze too. */
  @EngineSource
  void everyVerbTakesIt(String engine) throws IOException {
    Path file = OnnxModels.write(folder.resolve("small.onnx"), OnnxModels.classifier());
    try (TransferModel model =
        Backbone.onnx(file).contract(SMALL).output("relu").on(engine).load()) {
      replaceHead(model, Garden.head());
      assertEquals("head.pool", model.boundary());
      StateDict before = model.weights();
      Garden.fineTune(model, Garden.ONE);
      assertEquals(
          Set.of("head.classifier.bias", "head.classifier.weight"),
          Garden.changed(before, model.weights()));
      freeze(model);
      assertEquals(IMAGES.size(), evaluate(model, IMAGES).size());
      assertTrue(
          model
              .toString()
              .startsWith("small (8 px), 6 classes, 138 parameters, 30 of them trainable, on "),
          model.toString());
      model.save(folder.resolve("saved"));
      try (TransferModel loaded = TransferModel.load(folder.resolve("saved"))) {
        assertEquals(model.weights().sha256(), loaded.weights().sha256());
        assertEquals(model.graph().nodes(), loaded.graph().nodes());
        assertEquals(predict(model, IMAGES), predict(loaded, IMAGES));
        Garden.fineTune(loaded, Garden.ONE);
      }
      Path exported = folder.resolve("exported.onnx");
      model.exportOnnx(exported, Onnx.probabilities().pixels());
      ImageSet held = IMAGES.held(SMALL);
      float[] onnx = OnnxRun.image(exported, held.image(0));
      List<Double> graft = predict(model, held).get(0).probabilities();
      for (int i = 0; i < onnx.length; i++) {
        assertEquals(graft.get(i), onnx[i], 1e-5);
      }
    }
  }

  /** The old head is in the body now, so the new one's names are taken. */
  @Test
  void whatWasExportedIsABackboneAgain() {
    Path once = folder.resolve("once.onnx");
    Path twice = folder.resolve("twice.onnx");
    Head head = Garden.head().dense(8);
    try (TransferModel first = small()) {
      replaceHead(first, head);
      Garden.spread(first, 3);
      first.exportOnnx(once);
    }
    try (TransferModel second = Backbone.onnx(once).load()) {
      assertEquals(SMALL, second.contract());
      assertEquals(Shape.of(8), second.graph().outputShape());
      replaceHead(second, head);
      Garden.spread(second, 3);
      second.exportOnnx(twice, Onnx.probabilities().pixels());
      ImageSet held = IMAGES.held(SMALL);
      float[] onnx = OnnxRun.image(twice, held.image(0));
      List<Double> graft = predict(second, held).get(0).probabilities();
      for (int i = 0; i < onnx.length; i++) {
        assertEquals(graft.get(i), onnx[i], 1e-5);
      }
      assumeTrue(
          Published.python("-c", "import onnx; print('ok')").strip().equals("ok"),
          "this Python has no onnx; see src/test/python/requirements.txt");
      assertEquals(
          "ok",
          Published.python(
                  "-c",
                  "import sys, onnx; onnx.checker.check_model(sys.argv[1], full_check=True);"
                      + " print('ok')",
                  twice.toString())
              .strip());
    }
  }

  @Test
  void photosNeedsANewerOpsetThanTheBodyMayHave() {
    try (TransferModel model = small()) {
      assertEquals(
          "photos() needs opset 18, the ONNX backbone has 17; use pixels()",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> model.exportOnnx(folder.resolve("x.onnx"), Onnx.logits().photos()))
              .getMessage());
    }
  }

  @Test
  void itNeverLearns() {
    try (TransferModel model = small()) {
      String message =
          "layer \"onnx\" is an ONNX model and cannot learn; unfreeze a backbone of the catalogue,"
              + " or give the head more layers: Head.classifier(classes).dense(256)";
      for (Layers layers :
          List.of(Layers.all(), Layers.last(1), Layers.from("onnx"), Layers.named("onnx"))) {
        assertEquals(
            message,
            assertThrows(IllegalArgumentException.class, () -> unfreeze(model, layers))
                .getMessage());
      }
      unfreeze(model, Layers.named("head"));
      assertEquals(
          "layer \"onnx\" is an ONNX model, which only its own runtime can run, no training engine",
          assertThrows(IllegalStateException.class, model::block).getMessage());
    }
  }

  @Test
  void twoModelsNeverHaveOneHash() {
    var other = OnnxModels.classifier();
    other
        .getGraphBuilder()
        .setInitializer(0, OnnxModels.weights("w", 4, 3, 3, 3).toBuilder().setFloatData(7, 0.5f));
    Path one = OnnxModels.write(folder.resolve("one.onnx"), OnnxModels.classifier());
    Path two = OnnxModels.write(folder.resolve("two.onnx"), other);
    try (TransferModel first = Backbone.onnx(one).contract(SMALL).load();
        TransferModel second = Backbone.onnx(two).contract(SMALL).load()) {
      assertNotEquals(first.weights().sha256(), second.weights().sha256());
    }
  }

  @Test
  void aSavedBodyThatWasReplacedIsNamed() throws IOException {
    Path saved = folder.resolve("saved");
    try (TransferModel model = small()) {
      model.save(saved);
    }
    var other = OnnxModels.classifier();
    other.getGraphBuilder().setNode(1, OnnxModels.node("Sigmoid", "relu", "map"));
    Path file = OnnxModels.write(folder.resolve("other.onnx"), other);
    try (TransferModel model = Backbone.onnx(file).contract(SMALL).output("relu").load()) {
      model.save(folder.resolve("second"));
    }
    Files.copy(
        folder.resolve("second/body.onnx"),
        saved.resolve("body.onnx"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    String hash = "[0-9a-f]{64}";
    assertEquals(
        "model in "
            + saved
            + " is damaged: body.onnx has sha256 …, model.safetensors says …; undo the change, or save"
            + " the model again",
        assertThrows(IllegalArgumentException.class, () -> TransferModel.load(saved))
            .getMessage()
            .replaceAll(hash, "…"));
  }
}
