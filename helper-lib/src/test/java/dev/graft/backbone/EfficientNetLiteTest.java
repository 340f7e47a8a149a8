package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.Conv;
import dev.graft.graph.Graph;
import dev.graft.graph.Padding;
import dev.graft.graph.Parameter;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import dev.graft.reference.Published;
import dev.graft.reference.Recording;
import dev.graft.weights.StateDict;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EfficientNetLiteTest {
  private final Graph lite0 = EfficientNetLite.lite0(224, 1000);

  /** The counts of the published lite0, lite1 and lite2 (timm). */
  @Test
  void hasThePublishedNumberOfParameters() {
    assertEquals(4_652_008, learned(lite0));
    assertEquals(5_416_680, learned(EfficientNetLite.lite1(240, 1000)));
    assertEquals(6_092_072, learned(EfficientNetLite.lite2(260, 1000)));
  }

  @Test
  void stagesReadLikeThePapersTable() {
    assertEquals(
        "stem block1 block2.1 block2.2 block3.1 block3.2 block4.1 block4.2 block4.3 block5.1"
            + " block5.2 block5.3 block6.1 block6.2 block6.3 block6.4 block7 top head",
        String.join(" ", lite0.stages().stream().map(Stage::name).toList()));
    assertEquals(16, lite0.stages().stream().filter(s -> s.kind() == Stage.Kind.BLOCK).count());
    assertEquals(List.of("pool", "dropout", "classifier"), lite0.stages().get(18).nodes());
  }

  @Test
  void shapesAndEndsAreThoseOfTheRecording() {
    for (Recording.Stage stage : Recording.of("efficientnet_lite0").stages()) {
      assertEquals(new Shape(stage.shape()), lite0.shape(stage.node()), stage.node());
      if (!stage.stage().isEmpty()) {
        assertEquals(stage.node(), lite0.resolve(stage.stage()));
      }
    }
  }

  @Test
  void padsAsTensorFlowDoes() {
    assertEquals(new Padding(0, 0, 1, 1), padding("conv_stem"));
    assertEquals(new Padding(1, 1, 2, 2), padding("blocks.2.0.conv_dw"));
    assertEquals(Padding.all(2), padding("blocks.2.1.conv_dw"));
  }

  @Test
  void everyStageCanBeCut() {
    for (Stage stage : lite0.stages().subList(0, 18)) {
      Graph body = lite0.until(stage.name());
      Graph rest = lite0.after(stage.name());
      assertEquals(body.outputShape(), rest.inputShape(), stage.name());
      assertEquals(Shape.of(1000), rest.outputShape());
      assertEquals(lite0.nodes().size() + 1, body.nodes().size() + rest.nodes().size());
    }
  }

  @Test
  void publishedTensorsFitByNameAndShape() {
    StateDict published = Published.efficientNetLite0();
    Set<String> names = new TreeSet<>(published.names());
    names.removeIf(name -> name.endsWith("num_batches_tracked"));
    assertEquals(new TreeSet<>(lite0.parameters().keySet()), names);
    assertEquals(lite0.parameters().size(), published.select(lite0).names().size());
  }

  private Padding padding(String node) {
    return lite0.nodes().stream()
        .filter(n -> n.name().equals(node))
        .map(n -> ((Conv) n.op()).padding())
        .findFirst()
        .orElseThrow();
  }

  static long learned(Graph graph) {
    return graph.parameters().values().stream()
        .filter(Parameter::learned)
        .mapToLong(p -> p.shape().size())
        .sum();
  }
}
