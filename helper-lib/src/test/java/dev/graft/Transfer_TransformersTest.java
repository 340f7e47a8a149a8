package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.resize;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.data.ImageSet;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.graph.Shape;
import dev.graft.infer.CompiledBody;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxRun;
import dev.graft.reference.FormulaWeights;
import dev.graft.train.History;
import dev.graft.weights.MayMiss;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs on vision transformers: the smallest that is published, at two by two patches. */
class Transfer_TransformersTest {
  private static final Backbone VIT = Backbone.VIT_TI_16.size(32);

  @TempDir Path folder;

  private static TransferModel model(Backbone backbone, String engine) {
    TransferModel model = backbone.on(engine).untrained(1);
    replaceHead(model, Garden.head());
    return Garden.worn(model);
  }

  /** Compiled and cached in part or not at all, an epoch is the same. */
  @EngineSource
  void blocksFreezeAndLearnOneByOne(String engine) {
    try (TransferModel model = model(VIT, engine)) {
      freeze(model);
      assertEquals("token", model.boundary());
      Garden.fineTune(model, Garden.ONE);
      unfreeze(model, Layers.last(2));
      assertEquals("blocks.9.add2", model.boundary());
      StateDict before = model.weights();
      History history = Garden.fineTune(model, Garden.ONE);
      assertEquals(Garden.live(model), Garden.changed(before, model.weights()));
      var validation = evaluate(model, Garden.IMAGES.validation());
      assertEquals(validation.loss(), history.last().validationLoss(), 1e-4 * validation.loss());
    }
  }

  @Test
  void aSavedOneAnswersTheSame() {
    try (TransferModel model = model(VIT, "PyTorch")) {
      freeze(model);
      model.save(folder.resolve("saved"));
      try (TransferModel loaded = TransferModel.load(folder.resolve("saved"))) {
        assertEquals(model.weights().sha256(), loaded.weights().sha256());
        assertEquals(model.graph().nodes(), loaded.graph().nodes());
        assertEquals(
            evaluate(model, Garden.IMAGES.validation()).loss(),
            evaluate(loaded, Garden.IMAGES.validation()).loss());
      }
    }
  }

  /** The file is standard ONNX, which Graft takes back as a body too. */
  @Test
  void anOnnxFileAnswersTheSame() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
    Path file = folder.resolve("vit.onnx");
    Path body = folder.resolve("body.onnx");
    try (TransferModel model = model(VIT, "MXNet")) {
      Garden.spread(model, 1);
      ImageSet images = Garden.IMAGES.test();
      var predictions = predict(model, images);
      model.exportOnnx(file, Onnx.probabilities().photos());
      for (int i = 0; i < images.size(); i++) {
        float[] onnx = OnnxRun.image(file, images.image(i));
        for (int c = 0; c < onnx.length; c++) {
          assertEquals(predictions.get(i).probabilities().get(c), onnx[c], 1e-5);
        }
      }
      model.exportOnnx(body, Onnx.layer("top"));
      try (TransferModel again = Backbone.onnx(body).load()) {
        assertEquals(Shape.of(192), again.graph().outputShape());
        float[] features = extractFeatures(model, images).values()[0];
        assertArrayEquals(features, extractFeatures(again, images).values()[0], 1e-4f);
      }
    }
  }

  /** A layer of tokens is averaged over them. */
  @Test
  void tokensGiveAVectorAnImage() {
    try (TransferModel model = model(VIT, "PyTorch")) {
      float[][] rows = extractFeatures(model, Garden.IMAGES.test(), "block3").values();
      assertEquals(192, rows[0].length);
      assertTrue(rows[0][0] != rows[1][0]);
    }
  }

  /** Positions come along, as those of a file that is loaded at that size. */
  @Test
  void aResizedOneIsTheOneLoadedAtThatSize() {
    Backbone small = Backbone.VIT_TI_16.weightSet("timm-augreg").on("PyTorch");
    StateDict weights = FormulaWeights.of(small.size(64).graph());
    Path file = folder.resolve("vit.safetensors");
    Safetensors.write(file, weights, Map.of());
    try (TransferModel model = small.size(64).load(file);
        TransferModel large = small.size(112).load(file)) {
      assertEquals(weights.sha256(), model.weights().sha256());
      resize(model, 112);
      assertEquals(Shape.of(1, 50, 192), model.weights().get("pos_embed").shape());
      assertEquals(large.weights().sha256(), model.weights().sha256());
      assertEquals(
          "input size is 100, vit_ti_16 needs a multiple of 16",
          assertThrows(IllegalArgumentException.class, () -> resize(model, 100)).getMessage());
    }
  }

  private Path write(StateDict weights) {
    Path file = folder.resolve("weights.safetensors");
    Safetensors.write(file, weights, Map.of());
    return file;
  }

  private static void assertRefused(String message, Backbone backbone, Path file) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> backbone.load(file)).getMessage());
  }

  @Test
  void otherNetworksWeightsAreRefused() {
    StateDict vit = FormulaWeights.of(VIT.graph());
    assertRefused(
        "tensor \"patch_embed.proj.weight\" is (192, 3, 16, 16), expected (384, 3, 16, 16)",
        Backbone.VIT_S_16.size(32),
        write(vit));
    StateDict scaled = vit.with(Map.of("blocks.0.ls1.gamma", Tensor.filled(Shape.of(192), 1)));
    assertRefused(
        "vit_ti_16 has no place for blocks.0.ls1.gamma, so these weights are of another network",
        VIT,
        write(scaled));
    Map<String, Tensor> distilled = new LinkedHashMap<>(vit.tensors());
    distilled.put("pos_embed", Tensor.filled(Shape.of(1, 198, 192), 0));
    assertRefused(
        "tensor \"pos_embed\" is (1, 198, 192), expected (1, 5, 192)",
        VIT,
        write(StateDict.of(distilled)));
    String missing =
        assertThrows(
                IllegalArgumentException.class,
                () -> VIT.load(write(StateDict.of(Map.of("conv1.weight", vit.get("head.bias"))))))
            .getMessage();
    assertTrue(missing.startsWith("150 tensors are missing: patch_embed.proj.weight, "), missing);
    assertTrue(missing.endsWith("these weights hold conv1.weight"), missing);
  }

  /** A backbone without a classifier, as all of DINOv2's are. */
  @Test
  void aFileWithoutClassifierWantsAHead() {
    StateDict whole = FormulaWeights.of(VIT.graph());
    Map<String, Tensor> body = new LinkedHashMap<>(whole.tensors());
    body.keySet().removeIf(name -> name.startsWith("head."));
    Path file = write(StateDict.of(body));
    try (TransferModel model = VIT.on("PyTorch").load(file);
        TransferModel anyway = VIT.on("PyTorch").load(file, MayMiss.HEAD)) {
      assertEquals("token", model.graph().output());
      assertEquals(body.keySet(), model.weights().names());
      assertEquals(model.weights().sha256(), anyway.weights().sha256());
    }
  }

  @Test
  void layersAreNamedInTheTable() {
    try (TransferModel model = VIT.on("PyTorch").untrained(1)) {
      String layers =
          model.graph().stages().stream().map(s -> s.name()).collect(Collectors.joining(" "));
      assertTrue(layers.startsWith("stem block1 block2 "), layers);
      assertTrue(layers.endsWith(" block12 top"), layers);
      assertTrue(model.toString().contains("(192, 5)"), model.toString());
    }
  }
}
