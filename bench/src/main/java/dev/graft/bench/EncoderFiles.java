package dev.graft.bench;

import dev.graft.TextEncoder;
import dev.graft.TransferModel;
import dev.graft.data.TextContract;
import dev.graft.infer.OnnxWeights;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The weights and the tokenizer of an encoder of Graft's, as its peers read them. */
final class EncoderFiles {
  private EncoderFiles() {}

  /**
   * Writes them, once.
   *
   * @return members of a question: where they lie, and what the publisher does with a text
   */
  static Map<String, Object> of(String name, Path results) {
    TextEncoder encoder =
        TextEncoder.named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no encoder \"%s\"; there are %s".formatted(name, TextEncoder.all())));
    Path folder = results.resolve("encoders").resolve(encoder.name()).toAbsolutePath();
    Path weights = folder.resolve("model.safetensors");
    Map<String, Object> members = new LinkedHashMap<>();
    try (TransferModel model = encoder.load()) {
      TextContract contract = model.textContract();
      boolean first = model.graph().nodes().stream().anyMatch(node -> node.name().equals("token"));
      members.put("encoder", encoder.name());
      members.put("folder", folder.toString());
      members.put("longest", contract.longest());
      members.put("prefix", contract.prefix());
      members.put("pooling", first ? "class" : "mean");
      if (!Files.isRegularFile(weights)) {
        Files.createDirectories(folder);
        Files.copy(
            encoder.tokenizerFile(),
            folder.resolve("tokenizer.json"),
            StandardCopyOption.REPLACE_EXISTING);
        Safetensors.write(weights, read(encoder.file()), Map.of());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("encoder cannot be written to " + folder, e);
    }
    return members;
  }

  /** Under the names of Hugging Face, which the file has. */
  private static StateDict read(Path file) {
    return file.toString().endsWith(".onnx") ? OnnxWeights.read(file) : Weights.read(file);
  }
}
