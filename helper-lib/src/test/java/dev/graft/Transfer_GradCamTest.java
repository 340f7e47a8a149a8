package dev.graft;

import static dev.graft.Transfer.gradCam;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.backbone.DenseNet;
import dev.graft.backbone.MobileNetV2;
import dev.graft.backbone.ResNet;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Network;
import dev.graft.graph.Graph;
import dev.graft.memory.DirectFloats;
import dev.graft.plot.Plots;
import dev.graft.reference.FormulaWeights;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Transfer_GradCamTest {

  static Stream<Arguments> recorded() throws IOException {
    List<Arguments> cases = new ArrayList<>();
    JsonNode all =
        new ObjectMapper()
            .readTree(Transfer_GradCamTest.class.getResourceAsStream("/reference/grad_cam.json"));
    for (JsonNode one : all) {
      for (String engine : List.of("MXNet", "PyTorch")) {
        cases.add(
            Arguments.of(one.get("network").asText(), one.get("layer").asText(), engine, one));
      }
    }
    return cases.stream();
  }

  private static Graph graph(String name, int size) {
    return switch (name) {
      case "resnet18" -> ResNet.of(18, size, 1000);
      case "mobilenet_v2" -> MobileNetV2.of(size, 1000);
      case "densenet121" -> DenseNet.of(121, size, 1000);
      default -> throw new AssertionError(name);
    };
  }

  /** What {@code record_grad_cam.py} recorded, within 1e-4 of its largest value. */
  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("recorded")
  void mapsAreThoseOfPyTorchsGradients(String name, String layer, String engine, JsonNode its) {
    Graph graph = graph(name, its.get("size").asInt());
    FloatBuffer pixels = DirectFloats.of(graph.inputShape().size());
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (float) Math.sin(0.001 * i));
    }
    var network = new Network(graph, FormulaWeights.of(graph), Set.of(), engine);
    double[][] found =
        ClassMap.evidence(network, graph.resolve(layer), pixels, its.get("output").asInt(), 1);
    double most = 0;
    for (JsonNode row : its.get("evidence")) {
      for (JsonNode value : row) {
        most = Math.max(most, value.asDouble());
      }
    }
    for (int y = 0; y < found.length; y++) {
      for (int x = 0; x < found[y].length; x++) {
        assertEquals(its.get("evidence").get(y).get(x).asDouble(), found[y][x], 1e-4 * most);
      }
    }
  }

  /** Behind an average and one row of weights the gradient is that row, pixel by pixel. */
  @EngineSource
  void theLastMapIsWeightedByTheClassifier(String engine, @TempDir Path folder) throws IOException {
    BufferedImage image = Garden.IMAGES.test().image(0);
    Path file = folder.resolve("one.png");
    ImageIO.write(image, "png", file.toFile());
    try (TransferModel model = Garden.model(engine)) {
      GradCam where = gradCam(model, file, "bee");
      assertArrayEquals(where.evidence(), gradCam(model, image, "bee").evidence());
      float[] features = Transfer.extractFeatures(model, Garden.IMAGES.test()).values()[0];
      float[] weights = model.weights().get("head.classifier.weight").toArray();
      double sum = 0;
      int bee = model.classes().indexOf("bee");
      for (int k = 0; k < features.length; k++) {
        sum += features[k] * weights[bee * features.length + k];
      }
      assertEquals(Math.max(0, sum), where.evidence()[0][0], 1e-4, "a map of one pixel");
      assertEquals(predict(model, image).probabilities().get(bee), where.probability());
      GradCam earlier = gradCam(model, file, "bee", "block5");
      assertTrue(earlier.evidence().length > 1, earlier::toString);
      assertTrue(Plots.gradCam(earlier).toString().startsWith("bee has probability"));
    }
  }

  /** One logit speaks for the second class; what speaks against it speaks for the first. */
  @EngineSource
  void aHeadOfOneLogitHasEvidenceForBoth(String engine) {
    BufferedImage image = Garden.IMAGES.test().image(0);
    try (TransferModel model = Garden.backbone(engine).untrained(1)) {
      replaceHead(model, Head.binary(List.of("ant", "bee")));
      Garden.worn(model);
      double ant = gradCam(model, image, "ant").evidence()[0][0];
      double bee = gradCam(model, image, "bee").evidence()[0][0];
      assertTrue(ant == 0 ^ bee == 0, () -> ant + " and " + bee);
    }
  }

  @Test
  void whatIsNoMapIsRefusedByName(@TempDir Path folder) throws IOException {
    BufferedImage image = Garden.IMAGES.test().image(0);
    try (TransferModel model = Garden.model("PyTorch")) {
      refused(
          "no class \"wasp\"; there are " + String.join(", ", model.classes()),
          () -> gradCam(model, image, "wasp"));
      Path file = folder.resolve("one.png");
      ImageIO.write(image, "png", file.toFile());
      refused(
          "head.pool gives (256), which is no map (channels, height, width); ask occlusion(model,"
              + " image, class), or name an earlier layer",
          () -> gradCam(model, file, "ant", "head.pool"));
    }
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
