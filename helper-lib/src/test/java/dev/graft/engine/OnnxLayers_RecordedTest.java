package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that torch exported, as layers: values and gradients are torch's. */
class OnnxLayers_RecordedTest {
  private static final Path REFERENCE = Path.of("src/test/resources/reference/onnx");

  /** A file, and how many of its parameters have the gradients that torch has. */
  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("layers_resnet", 2),
        Arguments.of("layers_resnet_apart", 32),
        Arguments.of("layers_resnet_one", 32),
        Arguments.of("layers_resnet_second", 2),
        Arguments.of("layers_gated", 15),
        Arguments.of("layers_attention", 26),
        Arguments.of("layers_attention_one", 26),
        Arguments.of("layers_windows", 8),
        Arguments.of("layers_local", 10),
        Arguments.of("layers_sequences", 30),
        Arguments.of("layers_sequences_second", 6),
        Arguments.of("layers_assigned", 8),
        Arguments.of("layers_assigned_second", 8),
        Arguments.of("layers_attention_cast", 26),
        Arguments.of("layers_resnet_opset9", 32),
        Arguments.of("layers_attention_opset10", 26),
        Arguments.of("layers_resnet_opset22", 32),
        Arguments.of("texts_bert", 34),
        Arguments.of("texts_bert_fused", 34),
        Arguments.of("texts_bert_second", 34),
        Arguments.of("texts_bert_mean", 34),
        Arguments.of("texts_bert_classes", 34),
        Arguments.of("texts_distilbert", 34),
        Arguments.of("texts_distilbert_second", 34));
  }

  @ParameterizedTest
  @MethodSource("files")
  void valuesAndGradientsAreTorchs(String name, int parameters) {
    OnnxAgreement file = new OnnxAgreement(REFERENCE.resolve(name + ".onnx"));
    assertEquals(0, file.forward(Bodies.COMPILED), 1e-5);
    for (String engine : new String[] {Engines.MXNET, Engines.PYTORCH}) {
      assertEquals(0, file.forward(engine), 1e-5, engine);
      Map<String, Double> gradients = file.gradients(engine);
      gradients.forEach((key, off) -> assertTrue(off < 1e-3, engine + " " + key + " " + off));
      assertTrue(gradients.size() >= parameters, engine + " " + gradients.keySet());
    }
  }
}
