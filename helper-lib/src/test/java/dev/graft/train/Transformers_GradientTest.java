package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.graft.backbone.SmallSwin;
import dev.graft.backbone.SmallTransformers;
import dev.graft.engine.Engines;
import dev.graft.engine.LiveSlice;
import dev.graft.engine.Mode;
import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.memory.DirectFloats;
import dev.graft.reference.Recording;
import dev.graft.weights.StateDict;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step on two images gives each tensor the gradient that PyTorch gives it in its publisher's. */
class Transformers_GradientTest {

  static Stream<Arguments> everywhere() {
    return Stream.of(SmallTransformers.Network.values())
        .filter(network -> network.title().startsWith("timm"))
        .flatMap(
            network ->
                Stream.of(Engines.MXNET, Engines.PYTORCH).map(e -> Arguments.of(network, e)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everyTensorsGradientAgrees(SmallTransformers.Network small, String engine) {
    int size = small.sizes().get(1);
    Recording recording = Recording.of(small.title() + "_" + size + "_gradients");
    check(recording, small.graph(size), small.weights(size), engine);
  }

  /** torchvision's, whose last windows and patches are filled up. */
  @ParameterizedTest
  @ValueSource(strings = {Engines.MXNET, Engines.PYTORCH})
  void swinsGradientsAgree(String engine) {
    SmallSwin small = SmallSwin.TORCHVISION_SWIN;
    Recording recording = Recording.of("torchvision_swin_45_gradients");
    check(recording, SmallSwin.graph(45), small.weights(), engine);
  }

  private static void check(Recording recording, Graph graph, StateDict weights, String engine) {
    Network network = new Network(graph, weights, Set.of(), engine);
    assertEquals(
        new TreeSet<>(graph.parameters().keySet()),
        recording.stages().stream()
            .map(Recording.Stage::node)
            .collect(Collectors.toCollection(TreeSet::new)));
    try (LiveSlice slice = new LiveSlice(network, Cut.at("input"), Set.of());
        NDManager batch = slice.batch()) {
      FloatBuffer images = Recording.sine(DirectFloats.of(2 * graph.inputShape().size()));
      NDList x = slice.upload(batch, List.of(images), Extent.of(2));
      try (GradientCollector collector = batch.getEngine().newGradientCollector()) {
        NDArray logits = slice.run(x, Mode.training(1), Map.of());
        collector.backward(Loss.of(logits, new int[] {1, 3}, 0));
      }
      for (Recording.Stage tensor : recording.stages()) {
        check(tensor, slice.learned().get(tensor.node()).getGradient().toFloatArray());
      }
    }
  }

  static void check(Recording.Stage recorded, float[] gradient) {
    double tolerance = 1e-3 * recorded.absMax();
    double sum = 0;
    double most = 0;
    for (float one : gradient) {
      sum += one;
      most = Math.max(most, Math.abs(one));
    }
    assertEquals(recorded.absMax(), most, tolerance, recorded.node());
    double size = gradient.length;
    assertEquals(recorded.sum() / size, sum / size, tolerance, "mean of " + recorded.node());
    for (int k = 0; k < recorded.values().size(); k++) {
      int at = (int) ((long) k * gradient.length / recorded.values().size());
      assertEquals(
          recorded.values().get(k), gradient[at], tolerance, recorded.node() + " at " + at);
    }
  }
}
