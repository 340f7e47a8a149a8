package dev.graft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.backbone.MobileNetV1Names;
import dev.graft.data.InputContract;
import dev.graft.graph.Graph;
import dev.graft.reference.SlimLayers;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TF-Slim and TF-Hub publish of MobileNet v1, as the catalogue takes it. */
class Backbone_SlimTest {
  private static final Backbone SLIM = Backbone.named("mobilenet_v1_0.25:slim").size(64);

  @TempDir Path folder;

  private static StateDict published() {
    Graph graph = SLIM.graph();
    return SlimLayers.weights(
        "mobilenet_v1_slim", graph, name -> MobileNetV1Names.graphName(graph, name));
  }

  private StateDict read(StateDict published) {
    Path file = folder.resolve("slim.safetensors");
    Safetensors.write(file, published, Map.of());
    return SLIM.weights(file);
  }

  @Test
  void classZeroIsImageNetsFirst() {
    StateDict published = published();
    float[] biases = published.get("MobilenetV1/Logits/Conv2d_1c_1x1/biases").toArray();
    assertEquals(1001, biases.length);
    StateDict weights = read(published);
    assertArrayEquals(
        Arrays.copyOfRange(biases, 1, 1001), weights.get("conv_preds.bias").toArray());
    assertEquals("(1000, 256)", weights.get("conv_preds.weight").shape().toString());
    weights.select(SLIM.graph());
  }

  @Test
  void aFeatureVectorHasNoTop() {
    Map<String, dev.graft.weights.Tensor> body = new LinkedHashMap<>(published().tensors());
    body.keySet().removeIf(name -> name.contains("Logits"));
    Path file = folder.resolve("hub.safetensors");
    Safetensors.write(file, StateDict.of(body), Map.of());
    try (TransferModel model = SLIM.load(file)) {
      assertEquals("(256, 2, 2)", model.graph().outputShape().toString());
    }
  }

  @Test
  void whatGraftSavedStaysAsItIs() {
    StateDict weights = read(published()).select(SLIM.graph());
    assertEquals(weights.sha256(), read(weights).sha256());
  }

  /** TF-Hub's modules want 0…1 and turn it into −1…1; here that is said of the pixels. */
  @Test
  void theContractIsThatOfTheConvolutions() {
    assertEquals(
        InputContract.rgb(224, 127.5f, 127.5f, 0.875),
        Backbone.named("mobilenet_v2_1.4:tfhub").contract());
    assertEquals(96, Backbone.named("mobilenet_v2:slim-96").contract().height());
  }
}
