package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.Graph;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keras's names of Inception v3 and Xception, as Keras 3.15.1 gives them, to the graphs'. */
class NumberedKerasNamesTest {
  private static final Graph INCEPTION = InceptionV3.keras(75, 1000);
  private static final Graph XCEPTION = Xception.keras(71, 1000);
  private static final List<String> INCEPTIONS = kerasNames("inception_v3_keras");
  private static final List<String> XCEPTIONS = kerasNames("xception_keras");

  private static List<String> kerasNames(String graph) {
    return DeepFamilies_ReferenceTest.kerasNames(graph);
  }

  @ParameterizedTest
  @CsvSource({
    "conv2d.kernel, Conv2d_1a_3x3.conv.weight",
    "batch_normalization.beta, Conv2d_1a_3x3.bn.bias",
    "conv2d_5.kernel, Mixed_5b.branch1x1.conv.weight",
    "batch_normalization_11.moving_mean, Mixed_5b.branch_pool.bn.running_mean",
    "batch_normalization_93.moving_variance, Mixed_7c.branch_pool.bn.running_var",
    "predictions.kernel, fc.weight",
    "dense_1.kernel, dense_1.kernel",
  })
  void renamesInception(String keras, String ours) {
    assertEquals(ours, InceptionV3KerasNames.graphNames(INCEPTION, INCEPTIONS).apply(keras));
  }

  @ParameterizedTest
  @CsvSource({
    "block1_conv1.kernel, conv1.weight",
    "block1_conv2_bn.gamma, bn2.weight",
    "conv2d.kernel, block1.skip.weight",
    "conv2d_3.kernel, block12.skip.weight",
    "batch_normalization_1.moving_variance, block2.skipbn.running_var",
    "block2_sepconv1.depthwise_kernel, block1.rep.0.conv1.weight",
    "block2_sepconv2.pointwise_kernel, block1.rep.3.pointwise.weight",
    "block2_sepconv2_bn.beta, block1.rep.4.bias",
    "block5_sepconv3.depthwise_kernel, block4.rep.7.conv1.weight",
    "block13_sepconv2_bn.gamma, block12.rep.5.weight",
    "block14_sepconv1.pointwise_kernel, conv3.pointwise.weight",
    "block14_sepconv2_bn.moving_mean, bn4.running_mean",
    "predictions.bias, fc.bias",
    "conv2d_9.kernel, conv2d_9.kernel",
  })
  void renamesXception(String keras, String ours) {
    assertEquals(ours, XceptionKerasNames.graphNames(XCEPTION, XCEPTIONS).apply(keras));
  }

  @Test
  void nothingIsLeftOut() {
    assertEquals(INCEPTION.parameters().keySet(), all(INCEPTIONS, 0));
    var names = XceptionKerasNames.graphNames(XCEPTION, XCEPTIONS);
    assertEquals(
        XCEPTION.parameters().keySet(), XCEPTIONS.stream().map(names).collect(Collectors.toSet()));
  }

  private static Set<String> all(List<String> names, int from) {
    List<String> later = names.stream().map(name -> moved(name, from)).toList();
    UnaryOperator<String> renaming = InceptionV3KerasNames.graphNames(INCEPTION, later);
    return later.stream().map(renaming).collect(Collectors.toSet());
  }

  /** The name that the same layer has where {@code from} layers of its kind were made before. */
  private static String moved(String name, int from) {
    for (String kind : List.of("conv2d", "batch_normalization")) {
      if (name.startsWith(kind)) {
        String digits = name.substring(kind.length(), name.indexOf('.'));
        int number = digits.isEmpty() ? 0 : Integer.parseInt(digits.substring(1));
        return kind + "_" + (number + from) + name.substring(name.indexOf('.'));
      }
    }
    return name;
  }

  /** A second model of one session counts on, and Keras 2 began at 1. */
  @Test
  void numbersCountFromWhereTheFileBegins() {
    assertEquals(INCEPTION.parameters().keySet(), all(INCEPTIONS, 1));
    assertEquals(INCEPTION.parameters().keySet(), all(INCEPTIONS, 94));
    List<String> later = INCEPTIONS.stream().map(name -> moved(name, 94)).toList();
    UnaryOperator<String> renaming = InceptionV3KerasNames.graphNames(INCEPTION, later);
    assertEquals("Mixed_5b.branch1x1.conv.weight", renaming.apply("conv2d_99.kernel"));
  }

  /** Another network's layers would be renamed to the wrong ones. */
  @Test
  void anotherNumberOfLayersStaysUnnamed() {
    List<String> names = Stream.of("conv2d.kernel", "conv2d_1.kernel").toList();
    var renaming = InceptionV3KerasNames.graphNames(INCEPTION, names);
    assertEquals(names, names.stream().map(renaming).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "features.denseblock1.denselayer1.norm.1.weight, features.denseblock1.denselayer1.norm1.weight",
    "features.denseblock4.denselayer16.conv.2.weight, features.denseblock4.denselayer16.conv2.weight",
    "features.denseblock1.denselayer1.norm1.bias, features.denseblock1.denselayer1.norm1.bias",
    "features.norm5.bias, features.norm5.bias",
  })
  void renamesOldDenseNets(String published, String ours) {
    assertEquals(ours, DenseNetNames.torchvisionName(published));
  }
}
