package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.backbone.EfficientNetLite;
import dev.graft.graph.Graph;
import dev.graft.infer.Quantization;
import dev.graft.infer.Quantization.Range;
import dev.graft.train.Int8Cost;
import dev.graft.weights.Fields;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a saved model says of its whole numbers comes from outside. */
class Int8JsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Graph GRAPH = EfficientNetLite.lite0(32, 4);
  private static final Set<String> FROZEN = Set.of("conv_stem", "bn1");
  private static final Int8Body BODY =
      new Int8Body(
          new Quantization(
              Map.of("act1", new Range(-1.1754945e-38f, 3.4f), "input", new Range(-0.1f, 1 / 3f)),
              FROZEN,
              Set.of("conv_stem", "conv_head"),
              Set.of("conv_head"),
              21.25),
          Optional.of(new Int8Cost("accuracy", 0.9375, 0.95, 16)));

  private static Int8Body read(Consumer<ObjectNode> change) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    Int8Json.write(BODY, json);
    change.accept(json);
    byte[] bytes = JSON.writeValueAsBytes(json);
    return Int8Json.read(new Fields(JSON.readTree(bytes)), GRAPH, FROZEN);
  }

  private static String refused(Consumer<ObjectNode> change) {
    return assertThrows(IllegalArgumentException.class, () -> read(change)).getMessage();
  }

  @Test
  void whatIsWrittenIsReadToTheLastBit() throws IOException {
    assertEquals(BODY, read(json -> {}));
  }

  @Test
  void aLayerThatLearnsIsRefused() {
    assertEquals(
        "int8 has \"conv_head\", which is no frozen layer of efficientnet_lite0",
        refused(json -> json.putArray("layers").add("conv_head")));
    assertEquals(
        "int8 has \"nowhere\", which is no frozen layer of efficientnet_lite0",
        refused(json -> json.putArray("layers").add("nowhere")));
  }

  @Test
  void whatIsNoRangeIsRefused() {
    assertEquals(
        "range is 2.0 to 1.0, must be finite, with 0 in it",
        refused(
            json ->
                json.putArray("ranges")
                    .addObject()
                    .put("value", "act1")
                    .put("low", 2)
                    .put("high", 1)));
    assertEquals(
        "range is 0.0 to Infinity, must be finite, with 0 in it",
        refused(
            json ->
                json.putArray("ranges")
                    .addObject()
                    .put("value", "act1")
                    .put("low", 0)
                    .put("high", 1e300)));
  }

  @Test
  void aNameWithoutEndIsRefused() {
    String text = refused(json -> json.putArray("floats").add("x".repeat(5000)));
    assertEquals(
        "int8 has a name of 5000 characters, at most 1000 can be read: \"xxx",
        text.substring(0, text.indexOf("xxx") + 3));
  }
}
