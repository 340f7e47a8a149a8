package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.reference.Agreement;
import dev.graft.reference.FormulaWeights;
import dev.graft.reference.Recording;
import dev.graft.weights.Reshaping;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each stage computes what timm does from weights under timm's names and in timm's shapes, on both
 * engines and compiled.
 */
class Timm_ReferenceTest {

  /** Turns timm's tensors into those of a graph of torchvision's. */
  interface Naming {
    String graphName(Graph graph, String timm);
  }

  /** What was recorded: of which network, at which size. */
  record Run(String network, int size, Graph graph, Naming naming) {

    StateDict weights() {
      Map<String, Tensor> timm = new LinkedHashMap<>();
      tensors(network)
          .forEach((name, shape) -> timm.put(name, FormulaWeights.tensor(name, new Shape(shape))));
      StateDict named = StateDict.of(timm).rename(name -> naming.graphName(graph, name));
      assertEquals(new TreeSet<>(graph.parameters().keySet()), new TreeSet<>(named.names()));
      return Reshaping.toGraph(graph, named).select(graph);
    }

    @Override
    public String toString() {
      return "timm_" + network + "_" + size;
    }
  }

  static List<Run> runs() {
    return Stream.of(64, 97).flatMap(Timm_ReferenceTest::runs).toList();
  }

  private static Stream<Run> runs(int size) {
    double width = size == 64 ? 1.4 : 1.0;
    var mobileNet = MobileNetV2.of(MobileNetV2.Flavour.TORCHVISION, width, size, 10);
    return Stream.of(
        new Run("convnext_tiny", size, ConvNeXt.tiny(size, 10), ConvNeXtNames::graphName),
        new Run(
            width == 1 ? "mobilenetv2_100" : "mobilenetv2_140",
            size,
            mobileNet,
            MobileNetV2TimmNames::graphName),
        new Run("vgg16", size, Vgg.narrow(16, size, 16, 10), VggNames::graphName),
        new Run("vgg16_bn", size, Vgg.narrowNormalized(16, size, 16, 10), VggNames::graphName));
  }

  static Stream<Arguments> everywhere() {
    return runs().stream()
        .flatMap(run -> Agreement.ENGINES.stream().map(engine -> Arguments.of(run, engine)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everyStageAgrees(Run run, String engine) {
    Agreement.check(Recording.of(run.toString()), run.graph(), run.weights(), engine);
  }

  static Stream<Arguments> inception() {
    return Stream.of(96, 139)
        .flatMap(size -> Agreement.ENGINES.stream().map(engine -> Arguments.of(size, engine)));
  }

  /** Its names are torchvision's, which {@link DeepFamiliesTest} counts. */
  @ParameterizedTest
  @MethodSource("inception")
  void everyStageOfInceptionAgrees(int size, String engine) {
    Graph graph = InceptionV3.torchvision(size, 10);
    Recording recording = Recording.of("timm_inception_v3_" + size);
    Agreement.check(recording, graph, FormulaWeights.of(graph), engine);
  }

  /** Names and shapes of a network's tensors, as timm has them. */
  static Map<String, List<Integer>> tensors(String network) {
    try (var json = Timm_ReferenceTest.class.getResourceAsStream("/reference/timm_tensors.json")) {
      var all = new TypeReference<Map<String, Map<String, List<Integer>>>>() {};
      return new ObjectMapper().readValue(json, all).get(network);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
