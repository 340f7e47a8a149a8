package dev.graft;

import static dev.graft.Transfer.calibrate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.graft.data.Samples;
import dev.graft.graph.Shape;
import dev.graft.weights.Safetensors;
import dev.graft.weights.Sha256;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies beside a calibrated model that was saved is read as it was written, or refused. */
class TransferModel_HostileTrustTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WIDTH = 256;

  @TempDir Path temp;
  private Path folder;
  private Path json;
  private Path weights;
  private Path trust;

  @BeforeEach
  void save() {
    folder = temp.resolve("model");
    json = folder.resolve("model.json");
    weights = folder.resolve("model.safetensors");
    trust = folder.resolve("trust.safetensors");
    try (TransferModel model = Garden.model("PyTorch")) {
      calibrate(model, Garden.IMAGES.train(), Samples.garden(2, 7).train(), 0.8);
      assertEquals(WIDTH, model.trust().orElseThrow().kinds().width());
      model.save(folder);
    }
  }

  /** Gives each file the hash that it has now, as somebody does who means harm. */
  private String forged() throws IOException {
    Map<String, String> metadata = new HashMap<>(Safetensors.metadata(weights));
    metadata.put("graft.sha256.model.json", Sha256.of(json));
    metadata.put("graft.sha256.trust.safetensors", Sha256.of(trust));
    Safetensors.write(weights, Weights.read(weights), metadata);
    return refused();
  }

  private String refused() {
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    String message =
        assertThrows(IllegalArgumentException.class, () -> TransferModel.load(folder)).getMessage();
    long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertTrue(bytes < 256 << 20, bytes + " bytes");
    String at = "model in " + folder + " is damaged: ";
    assertTrue(message.startsWith(at) && message.length() < 1000, message);
    return message.substring(at.length());
  }

  @ParameterizedTest
  @CsvSource({
    "promised, 1.5, 'promised is 1.5, must be above 0 and below 1'",
    "promised, 1e999, 'promised is Infinity, must be a finite number'",
    "probability, -0.1, 'threshold is -0.1, must be 0 to 1'",
    "distance, 2.01, 'threshold is 2.01, must be 0 to 2'",
    "distance, null, 'distance is null, must be a finite number'",
    "neighbours, 0, 'neighbours is 0, must be a whole number from 1 to 24'",
    "neighbours, 25, 'neighbours is 25, must be a whole number from 1 to 24'",
    "heldOut, 1e3, 'heldOut is 1000.0, must be a whole number from 1 to 2147483647'"
  })
  void aNumberOutOfBoundsIsNamed(String key, String value, String message) throws IOException {
    String text = Files.readString(json);
    String changed = text.replaceFirst("\"" + key + "\" : [^,\\s]+", "\"" + key + "\" : " + value);
    assertTrue(!changed.equals(text), text);
    Files.writeString(json, changed);
    assertEquals(message, forged());
  }

  private String features(Shape shape, float value) throws IOException {
    return tensor("features", Tensor.filled(shape, value));
  }

  private String tensor(String name, Tensor tensor) throws IOException {
    Files.delete(trust);
    Safetensors.write(trust, StateDict.of(Map.of(name, tensor)), Map.of());
    return forged();
  }

  @Test
  void featuresThatAreNotTheHeadsAreRefused() throws IOException {
    String right = "must be 1 to 10000 rows of 256, which is what the head reads";
    String of = "features of trust.safetensors are ";
    assertEquals(of + "(18, 255), " + right, features(Shape.of(18, 255), 1));
    assertEquals(of + "(10001, 256), " + right, features(Shape.of(10_001, WIDTH), 1 / 16f));
    assertEquals(of + "(4608), " + right, features(Shape.of(18 * WIDTH), 1));
    assertEquals(
        "a row of 256 features has length 32.0, must be 1, of 256 features",
        features(Shape.of(18, WIDTH), 2));
    assertEquals(
        "a row of 256 features has length NaN, must be 1, of 256 features",
        features(Shape.of(18, WIDTH), Float.NaN));
    assertEquals(
        "trust.safetensors has no tensor \"features\" but other",
        tensor("other", Tensor.filled(Shape.of(18, WIDTH), 1 / 16f)));
  }

  @Test
  void aChangeIsNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(trust);
    bytes[bytes.length - 1] ^= 1;
    Files.delete(trust);
    Files.write(trust, bytes);
    assertTrue(refused().startsWith("trust.safetensors has sha256 "));
    Files.delete(trust);
    assertTrue(refused().startsWith("trust.safetensors is missing or not readable"));
  }
}
