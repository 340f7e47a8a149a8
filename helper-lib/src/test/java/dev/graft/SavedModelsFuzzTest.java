package dev.graft;

import static dev.graft.Transfer.calibrate;
import static dev.graft.Transfer.freeze;

import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.weights.Fuzz;
import dev.graft.weights.Safetensors;
import dev.graft.weights.Sha256;
import dev.graft.weights.StateDict;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged folders of saved models, and descriptions that somebody has forged with their hash. */
class SavedModelsFuzzTest {
  @TempDir Path temp;
  private Path folder;
  private Path json;
  private Path tensors;
  private Path trust;

  @BeforeEach
  void save() {
    folder = temp.resolve("model");
    json = folder.resolve("model.json");
    tensors = folder.resolve("model.safetensors");
    trust = folder.resolve("trust.safetensors");
    try (TransferModel model = Garden.model("PyTorch")) {
      freeze(model);
      ImageSet known = Garden.IMAGES.train().take(10, 1);
      calibrate(model, known, Samples.garden(2, 7).train().take(10, 1), 0.8);
      model.save(folder);
    }
  }

  private String refusal() {
    try {
      ModelFiles.read(folder);
      return "";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @Test
  void descriptions() throws Exception {
    Fuzz.of(
        "saved model's description",
        Files.readAllBytes(json),
        mutant -> {
          Files.write(json, mutant);
          return refusal();
        });
  }

  @Test
  void forgedDescriptions() throws Exception {
    StateDict weights = Weights.read(tensors);
    Map<String, String> metadata = new HashMap<>(Safetensors.metadata(tensors));
    Fuzz.of(
        "saved model's forged description",
        Files.readAllBytes(json),
        mutant -> {
          Files.write(json, mutant);
          forge(weights, metadata);
          return refusal();
        });
  }

  private void forge(StateDict weights, Map<String, String> metadata) throws IOException {
    metadata.put("graft.sha256.model.json", Sha256.of(json));
    Safetensors.write(tensors, weights, metadata);
  }

  @Test
  void tensors() throws Exception {
    Fuzz.of(
        "saved model's tensors",
        Files.readAllBytes(tensors),
        mutant -> {
          // not in place: what was read before may still be mapped
          Files.delete(tensors);
          Files.write(tensors, mutant);
          return refusal();
        });
  }

  @Test
  void forgedFeatures() throws Exception {
    StateDict weights = Weights.read(tensors);
    Map<String, String> metadata = new HashMap<>(Safetensors.metadata(tensors));
    Fuzz.of(
        "saved model's forged features",
        Files.readAllBytes(trust),
        mutant -> {
          Files.delete(trust);
          Files.write(trust, mutant);
          metadata.put("graft.sha256.trust.safetensors", Sha256.of(trust));
          Safetensors.write(tensors, weights, metadata);
          return refusal();
        });
  }
}
