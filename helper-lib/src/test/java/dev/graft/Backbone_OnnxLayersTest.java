package dev.graft;

import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.resize;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.graft.data.InputContract;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Graph;
import dev.graft.graph.Layers;
import dev.graft.graph.Stage;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxRun;
import dev.graft.train.FineTune;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ONNX file as layers that learn. */
class Backbone_OnnxLayersTest {
  private static final InputContract SMALL = InputContract.rgb(32, 127.5f, 127.5f, 1);

  @TempDir Path folder;

  private static TransferModel load(String name, String engine) {
    Path file = Path.of("src/test/resources/reference/onnx", name + ".onnx");
    return Backbone.onnx(file).contract(SMALL).on(engine).trainable().load();
  }

  /** Law 1, over layers that nobody described. */
  @EngineSource
  void whatIsUnfrozenLearnsAndNothingElse(String engine) {
    for (String name : List.of("layers_resnet_apart", "layers_attention", "layers_sequences")) {
      try (TransferModel model = load(name, engine)) {
        replaceHead(model, Garden.head());
        Garden.worn(model);
        freeze(model);
        unfreeze(model, Layers.last(1));
        StateDict before = model.weights();
        Garden.fineTune(model, FineTune.epochs(2).batchSize(12).learningRate(0.02).seed(1));
        Set<String> changed = Garden.changed(before, model.weights());
        assertEquals(Garden.live(model), new TreeSet<>(changed), name);
        assertTrue(changed.size() > 3 && changed.size() < before.names().size() - 2, name);
      }
    }
  }

  @EngineSource
  void isSavedReadAgainAndExported(String engine) throws IOException {
    keeps("layers_windows", engine);
    keeps("layers_sequences", engine);
  }

  private void keeps(String name, String engine) throws IOException {
    Path folder = this.folder.resolve(name);
    try (TransferModel model = load(name, engine)) {
      replaceHead(model, Garden.head());
      Garden.worn(model);
      Garden.fineTune(model, FineTune.epochs(1).batchSize(12).learningRate(0.01).seed(1));
      model.save(folder.resolve("model"));
      var photos = Garden.IMAGES.test();
      List<Double> expected = predict(model, photos).get(0).probabilities();
      try (TransferModel again = TransferModel.load(folder.resolve("model"))) {
        assertEquals(model.weights().sha256(), again.weights().sha256());
        assertEquals(model.graph().nodes(), again.graph().nodes());
        List<Double> got = predict(again, photos).get(0).probabilities();
        for (int i = 0; i < got.size(); i++) {
          assertEquals(expected.get(i), got.get(i), 1e-6);
        }
      }
      Path file = folder.resolve("again.onnx");
      model.exportOnnx(file, Onnx.probabilities().photos());
      float[] run = OnnxRun.image(file, photos.image(0));
      for (int i = 0; i < run.length; i++) {
        assertEquals(expected.get(i), run[i], 1e-4);
      }
      Path network = folder.resolve("model/network.json");
      Files.writeString(network, Files.readString(network) + " ");
      var e =
          assertThrows(
              IllegalArgumentException.class, () -> TransferModel.load(folder.resolve("model")));
      assertTrue(e.getMessage().contains("network.json"), e.getMessage());
    }
  }

  @Test
  void layersAndBlocksAreNamedAsTheWeightsAre() {
    try (TransferModel model = load("layers_resnet_apart", "PyTorch")) {
      Graph graph = model.graph();
      List<String> stages = graph.stages().stream().map(Stage::name).toList();
      assertEquals(List.of("conv1", "layer1.0", "layer1.1", "layer2.0", "layer2.1"), stages);
      assertTrue(graph.parameters().containsKey("layer2.0.down.1.running_var"));
      assertEquals(12, graph.outputShape().channels());
    }
    try (TransferModel model = load("layers_attention", "PyTorch")) {
      List<String> stages = model.graph().stages().stream().map(Stage::name).toList();
      assertEquals(
          List.of("patch", "cls_token", "pos_embed", "blocks.0", "blocks.1", "norm"), stages);
      assertTrue(model.graph().parameters().containsKey("blocks.1.qkv.weight"));
    }
  }

  @Test
  void aSecondSizeIsRefused() {
    try (TransferModel model = load("layers_gated", "PyTorch")) {
      var e = assertThrows(IllegalArgumentException.class, () -> resize(model, 64));
      assertEquals(
          "layers_gated was read for images of 32 only; read its file again with another contract",
          e.getMessage());
    }
  }

  @Test
  void anOperatorThatIsNotReadIsNamed() throws IOException {
    var model = OnnxModels.classifier();
    var relu = model.getGraph().getNode(1).toBuilder().setOpType("Hardmax");
    model.getGraphBuilder().setNode(1, relu);
    Path file = OnnxModels.write(folder.resolve("odd.onnx"), model);
    var options = Backbone.onnx(file).contract(SMALL.size(8)).trainable();
    var e = assertThrows(IllegalArgumentException.class, options::load);
    assertEquals(
        "node \"relu_node\" (Hardmax, number 2 of 5): this operator is not read; without trainable() the"
            + " file may still be a frozen body (odd.onnx)",
        e.getMessage());
  }

  /** What nobody reads says more of a file than a form that is met on the way to it. */
  @Test
  void anOperatorThatIsNotReadIsNamedBeforeAForm() throws IOException {
    var model = OnnxModels.classifier();
    var steps =
        AttributeProto.newBuilder()
            .setName("strides")
            .setType(AttributeProto.AttributeType.INTS)
            .addInts(1);
    var conv = model.getGraph().getNode(0).toBuilder().addAttribute(steps);
    model.getGraphBuilder().setNode(0, conv);
    Path file = OnnxModels.write(folder.resolve("odd.onnx"), model);
    var options = Backbone.onnx(file).contract(SMALL.size(8)).trainable();
    var e = assertThrows(IllegalArgumentException.class, options::load);
    assertTrue(e.getMessage().contains("it has steps of 1 directions"), e.getMessage());
    var relu = model.getGraph().getNode(1).toBuilder().setOpType("Hardmax");
    model.getGraphBuilder().setNode(1, relu);
    OnnxModels.write(file, model);
    e = assertThrows(IllegalArgumentException.class, options::load);
    assertTrue(e.getMessage().startsWith("node \"relu_node\" (Hardmax, number"), e.getMessage());
  }

  @Test
  void isTheSameAsItsFrozenForm() {
    Path file = Path.of("src/test/resources/reference/onnx/layers_gated.onnx");
    var photos = Garden.IMAGES.test();
    try (TransferModel whole = Backbone.onnx(file).contract(SMALL).load();
        TransferModel layers = load("layers_gated", "PyTorch")) {
      assertArrayEquals(
          Transfer.extractFeatures(whole, photos).values()[0],
          Transfer.extractFeatures(layers, photos).values()[0],
          1e-5f);
    }
  }
}
