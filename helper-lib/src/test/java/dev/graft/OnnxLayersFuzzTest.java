package dev.graft;

import dev.graft.infer.read.OnnxLayers;
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

  @ParameterizedTest
  @ValueSource(strings = {"layers_gated", "layers_attention", "layers_windows"})
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
          return refusal(file);
        });
  }

  private static String refusal(Path file) {
    try {
      read(file);
      return "";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @Test
  void descriptions() throws Exception {
    byte[] original = GraphJson.write(read(REFERENCE.resolve("layers_gated.onnx")).graph());
    Fuzz.of("layers' description", original, OnnxLayersFuzzTest::refusal);
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
