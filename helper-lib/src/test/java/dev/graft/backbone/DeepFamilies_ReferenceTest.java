package dev.graft.backbone;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.engine.Bodies;
import dev.graft.graph.Graph;
import dev.graft.reference.FormulaWeights;
import dev.graft.reference.Recording;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each stage computes what torchvision's, timm's and Keras's do, on both engines and compiled. */
class DeepFamilies_ReferenceTest {
  private static final Map<String, Graph> GRAPHS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("inception_v3_96", InceptionV3.torchvision(96, 1000)),
              Map.entry("inception_v3_139", InceptionV3.torchvision(139, 1000)),
              Map.entry("inception_v3_keras_96", InceptionV3.keras(96, 1000)),
              Map.entry("inception_v3_keras_139", InceptionV3.keras(139, 1000)),
              Map.entry("xception_96", Xception.timm(96, 1000)),
              Map.entry("xception_75", Xception.timm(75, 1000)),
              Map.entry("xception_keras_96", Xception.keras(96, 1000)),
              Map.entry("xception_keras_75", Xception.keras(75, 1000)),
              Map.entry("densenet121_64", DenseNet.of(121, 64, 1000)),
              Map.entry("densenet121_75", DenseNet.of(121, 75, 1000)),
              Map.entry("convnext_tiny_64", ConvNeXt.tiny(64, 1000)),
              Map.entry("convnext_tiny_75", ConvNeXt.tiny(75, 1000))));

  /** Keras's variables and torch's parameters, by which the formula is named on both sides. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "kernel", "weight",
          "gamma", "weight",
          "beta", "bias",
          "moving_mean", "running_mean",
          "moving_variance", "running_var");

  private static String filled = "";
  private static StateDict filling;

  static Stream<Arguments> everywhere() {
    return names()
        .flatMap(
            name -> Stream.of("MXNet", "PyTorch", Bodies.COMPILED).map(e -> Arguments.of(name, e)));
  }

  static Stream<String> names() {
    return GRAPHS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everyStageAgrees(String name, String engine) {
    Graph graph = GRAPHS.get(name);
    Stagewise.assertAgrees(graph, weights(graph), Recording.of(name), engine);
  }

  @ParameterizedTest
  @MethodSource("names")
  void stagesEndWhereTheRecordedOnesDo(String name) {
    Stagewise.assertEndsAlike(GRAPHS.get(name), Recording.of(name));
  }

  /** Keeps the last network's, which no size changes: millions of numbers take their time. */
  private static StateDict weights(Graph graph) {
    if (!filled.equals(graph.name())) {
      filled = graph.name();
      filling = filled.endsWith("_keras") ? keras(graph) : FormulaWeights.of(graph);
    }
    return filling;
  }

  private static StateDict keras(Graph graph) {
    List<String> names = kerasNames(graph.name());
    UnaryOperator<String> renaming =
        graph.name().startsWith("inception")
            ? InceptionV3KerasNames.graphNames(graph, names)
            : XceptionKerasNames.graphNames(graph, names);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : names) {
      int dot = name.lastIndexOf('.') + 1;
      String variable = name.substring(dot);
      String formula = name.substring(0, dot) + VARIABLES.getOrDefault(variable, variable);
      var parameter = graph.parameters().get(renaming.apply(name));
      tensors.put(name, FormulaWeights.tensor(formula, parameter.shape()));
    }
    return StateDict.of(tensors).rename(renaming);
  }

  static List<String> kerasNames(String graph) {
    String path = "/reference/" + graph + "_names.json";
    try (var json = DeepFamilies_ReferenceTest.class.getResourceAsStream(path)) {
      return Arrays.asList(new ObjectMapper().readValue(json, String[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
