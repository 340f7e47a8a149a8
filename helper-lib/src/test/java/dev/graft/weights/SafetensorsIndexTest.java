package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.graph.Shape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsIndexTest {
  @TempDir Path folder;

  @BeforeEach
  void writeShards() {
    shard("one.safetensors", "a", 1);
    shard("two.safetensors", "b", 2);
  }

  @Test
  void readsEveryShard() {
    StateDict weights =
        Weights.read(
            index(
                "{\"metadata\": {\"total_size\": 8}, \"weight_map\":"
                    + " {\"a\": \"one.safetensors\", \"b\": \"two.safetensors\"}}"));
    assertEquals(List.of("a", "b"), List.copyOf(weights.names()));
    assertEquals(2, weights.get("b").toArray()[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../one.safetensors", "/one.safetensors", "..", "x/one", "", "a\\\\b"})
  void staysInItsFolder(String shard) {
    Path file = index("{\"weight_map\": {\"a\": \"" + shard + "\"}}");
    assertEquals(
        "shard is \""
            + shard.replace("\\\\", "\\")
            + "\", must be the name of a file in the index's folder ("
            + file
            + ")",
        message(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'weight_map':{'a':'two.safetensors'}} | shard \"two.safetensors\" has tensor \"b\", which"
            + " the index does not put there",
        "{'weight_map':{'a':'one.safetensors','c':'one.safetensors'}} | shard \"one.safetensors\""
            + " has no tensor \"c\", the index puts it there",
        "{'weight_map':{'a':'index.json'}} | shard \"index.json\" is no safetensors file",
        "{'weight_map':[]} | safetensors index has no weight_map",
        "{'weight_map' | safetensors index is no JSON: Unexpected end-of-input within/between"
            + " Object entries"
      })
  void refusesWhatDoesNotAgree(String json, String message) {
    Path file = index(json.replace('\'', '"'));
    assertEquals(message + " (" + file + ")", message(file));
  }

  @Test
  void namesTheShardThatIsNotThere() {
    Path file = index("{\"weight_map\": {\"a\": \"three.safetensors\"}}");
    assertEquals(
        "no weight file at " + folder.resolve("three.safetensors") + " (" + file + ")",
        message(file));
  }

  private Path index(String json) {
    return Fixture.write(folder, "index.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private void shard(String file, String name, float value) {
    Tensor tensor = Tensor.of(Shape.of(1), value);
    Safetensors.write(folder.resolve(file), StateDict.of(Map.of(name, tensor)), Map.of());
  }

  private static String message(Path file) {
    return assertThrows(WeightsException.class, () -> Weights.read(file)).getMessage();
  }
}
