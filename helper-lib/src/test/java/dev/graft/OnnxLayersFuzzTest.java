package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.infer.read.OnnxLayers;
import dev.graft.infer.read.OnnxTokens;
import dev.graft.weights.Fuzz;
import dev.graft.weights.GraphJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged ONNX files that are asked for layers, and damaged descriptions of such layers. */
class OnnxLayersFuzzTest {
  private static final Path REFERENCE = Path.of("src/test/resources/reference/onnx");

  @TempDir Path folder;

  private static OnnxLayers read(Path file) {
    return OnnxLayers.read(file, "net", Optional.empty(), 32, 32);
  }

  private static void readAny(Path file, String name) {
    if (name.startsWith("texts")) {
      OnnxTokens.read(file, "net", Optional.empty(), 12);
    } else {
      read(file);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "layers_gated",
        "layers_attention",
        "layers_windows",
        "texts_bert_second",
        "texts_distilbert"
      })
  void files(String name) throws Exception {
    Path file = folder.resolve("net.onnx");
    byte[] original = Files.readAllBytes(REFERENCE.resolve(name + ".onnx"));
    Fuzz.of(
        name,
        original,
        mutant -> {
          boolean same = Arrays.equals(mutant, original);
          long seed = Arrays.hashCode(mutant);
          Files.write(file, same ? original : new OnnxMutation(seed).of(original));
          return refusal(file, name);
        });
  }

  private static String refusal(Path file, String name) {
    try {
      readAny(file, name);
      return "";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @Test
  void descriptions() throws Exception {
    byte[] original = GraphJson.write(read(REFERENCE.resolve("layers_gated.onnx")).graph());
    Fuzz.of("layers' description", original, OnnxLayersFuzzTest::refusal);
    Path texts = REFERENCE.resolve("texts_distilbert.onnx");
    Graph graph = OnnxTokens.read(texts, "net", Optional.empty(), 12).graph();
    Fuzz.of("layers of texts", GraphJson.write(graph), OnnxLayersFuzzTest::refusal);
  }

  private static String refusal(byte[] json) throws IOException {
    try {
      GraphJson.read("network.json", ByteBuffer.wrap(json));
      return "";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
