package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.Graph;
import dev.graft.reference.Agreement;
import dev.graft.reference.Recording;
import dev.graft.reference.SlimLayers;
import dev.graft.weights.BackgroundClass;
import dev.graft.weights.KerasDense;
import dev.graft.weights.StateDict;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each stage computes what TF-Slim's networks, TF-Hub's, do in TensorFlow from weights under slim's
 * names, on both engines and compiled.
 */
class Slim_ReferenceTest {

  static Stream<Arguments> everywhere() {
    return Stream.of(
            "mobilenet_v1_0.25_64",
            "mobilenet_v1_0.75_97",
            "mobilenet_v2_0.35_97",
            "mobilenet_v2_1.4_64",
            "mobilenet_v2_0.56_33")
        .flatMap(run -> Agreement.ENGINES.stream().map(engine -> Arguments.of(run, engine)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everyStageAgrees(String run, String engine) {
    String[] words = run.split("_");
    Graph graph = graph(words[1], Double.parseDouble(words[2]), Integer.parseInt(words[3]));
    UnaryOperator<String> naming =
        words[1].equals("v1")
            ? name -> MobileNetV1Names.graphName(graph, name)
            : name -> MobileNetV2Names.graphName(graph, name);
    StateDict slim = SlimLayers.weights("mobilenet_" + words[1] + "_slim", graph, naming);
    StateDict classes = BackgroundClass.dropped(graph, slim.rename(naming));
    StateDict weights = KerasDense.toGraph(graph, classes).select(graph);
    Agreement.check(Recording.of("slim_" + run), graph, weights, engine);
  }

  private static Graph graph(String version, double alpha, int size) {
    return version.equals("v1")
        ? MobileNetV1.of(MobileNetV1.Flavour.SLIM, alpha, size, 10)
        : MobileNetV2.of(MobileNetV2.Flavour.SLIM, alpha, size, 10);
  }

  @Test
  void flavoursNameTheirGraphs() {
    assertEquals(
        List.of("mobilenet_v1_0.25_slim", "mobilenet_v2_0.56_slim"),
        List.of(graph("v1", 0.25, 64).name(), graph("v2", 0.56, 64).name()));
  }

  /** 16 · 0.56 channels are 8.96, which rounds up; Keras cuts off .96 first. */
  @Test
  void slimRoundsWhole() {
    assertEquals(16, graph("v2", 0.56, 64).shape("features.1.conv.2").channels());
    assertEquals(8, graph("v1", 0.1, 64).shape("conv1").channels());
  }
}
