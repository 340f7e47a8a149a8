package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.backbone.BertNames;
import dev.graft.backbone.Pooling;
import dev.graft.backbone.SmallTexts;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextEncoderTest {
  private static final SmallTexts.Network SMALL = SmallTexts.Network.BERT;
  private static final Graph GRAPH = SMALL.graph(Pooling.MEAN, 5);
  private static final TextFitting FITTING = TextFitting.of(BertNames::graphName);

  @Test
  void namesAreThoseOfTheTable() {
    assertEquals(
        "[bert_base, distilbert_base, roberta_base, distilroberta_base, minilm_l6, bge_small,"
            + " e5_small]",
        TextEncoder.all().toString());
    assertEquals("minilm_l6", TextEncoder.named("MiniLM-L6").orElseThrow().name());
    assertEquals(Optional.empty(), TextEncoder.named("resnet18"));
  }

  @Test
  void eachPoolsAsItsPublisherDoes() {
    List<String> outputs =
        TextEncoder.all().stream().map(encoder -> encoder.graph(4).output()).toList();
    assertEquals(List.of("token", "token", "token", "token", "mean", "token", "mean"), outputs);
  }

  private static Map<String, Tensor> with(String name, Shape shape) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(SMALL.weights(GRAPH).tensors());
    tensors.put(name, Tensor.filled(shape, 0));
    return tensors;
  }

  @Test
  void poolersAndHeadsAreLeftOver() {
    for (String name : List.of("bert.pooler.dense.weight", "cls.predictions.decoder.weight")) {
      StateDict weights = FITTING.toGraph(GRAPH, StateDict.of(with(name, Shape.of(24, 24))));
      assertEquals(GRAPH.parameters().keySet(), weights.select(GRAPH).names());
      assertTrue(weights.names().contains(name));
    }
    FITTING.toGraph(GRAPH, StateDict.of(with("bert.embeddings.position_ids", Shape.of(1, 16))));
  }

  @Test
  void aDeeperNetworkIsAnother() {
    StateDict deeper = StateDict.of(with("bert.encoder.layer.2.output.dense.bias", Shape.of(24)));
    assertEquals(
        "bert has no place for encoder.layer.2.output.dense.bias, so these weights are of another"
            + " network",
        assertThrows(IllegalArgumentException.class, () -> FITTING.toGraph(GRAPH, deeper))
            .getMessage());
  }

  @Test
  void aFileOfAnotherNetworkIsRefused(@TempDir Path folder) {
    Path file = folder.resolve("small.safetensors");
    Safetensors.write(file, SMALL.weights(GRAPH), Map.of());
    TextEncoder minilm = TextEncoder.named("minilm_l6").orElseThrow();
    String message =
        assertThrows(IllegalArgumentException.class, () -> minilm.weights(file)).getMessage();
    assertTrue(message.contains("encoder.layer.2.attention.self.qkv.weight"), message);
  }
}
