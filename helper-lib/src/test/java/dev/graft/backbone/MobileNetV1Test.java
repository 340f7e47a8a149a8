package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.Graph;
import dev.graft.graph.Parameter;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import dev.graft.reference.Published;
import dev.graft.reference.Recording;
import dev.graft.weights.StateDict;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MobileNetV1Test {

  /** {@code count_params()} of Keras, running statistics included. */
  @Test
  void hasAsManyParametersAsKeras() {
    Graph graph = MobileNetV1.of(1.0, 224, 1000);
    assertEquals(4_253_864, all(graph));
    assertEquals(3_228_864, all(graph.until("block13")));
    assertEquals(21_888, all(graph) - EfficientNetLiteTest.learned(graph));
    assertEquals(218_544, all(MobileNetV1.of(0.25, 224, 1000).until("block13")));
  }

  @Test
  void stagesReadLikeThePapersTable() {
    assertEquals(
        "stem block1 block2 block3 block4 block5 block6 block7 block8 block9 block10 block11"
            + " block12 block13 head",
        String.join(" ", MobileNetV1.of(0.5, 224, 10).stages().stream().map(Stage::name).toList()));
  }

  @ParameterizedTest
  @CsvSource({"0.25", "1.0"})
  void shapesAreThoseOfTheRecording(double alpha) {
    Graph graph = MobileNetV1.of(alpha, 224, 1000);
    for (Recording.Stage stage : Recording.of("mobilenet_v1_" + alpha).stages()) {
      assertEquals(new Shape(stage.shape()), graph.shape(stage.node()), stage.node());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.25, mobilenet_v1_0.25_224_imagenet_notop.keras.safetensors, block13",
    "1.0, mobilenet_v1_1.0_224_imagenet_to_conv_dw_13.keras.safetensors, conv_dw_13_relu",
  })
  void publishedTensorsFitByNameAndShape(double alpha, String file, String last) {
    Graph body = MobileNetV1.of(alpha, 224, 1000).until(last);
    StateDict published = Published.shared(file);
    assertEquals(new TreeSet<>(body.parameters().keySet()), new TreeSet<>(published.names()));
    assertEquals(body.parameters().size(), published.select(body).names().size());
  }

  private static long all(Graph graph) {
    return graph.parameters().values().stream().map(Parameter::shape).mapToLong(Shape::size).sum();
  }
}
