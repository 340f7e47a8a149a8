package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.graft.backbone.DinoV2;
import dev.graft.backbone.Pooling;
import dev.graft.backbone.SmallTexts;
import dev.graft.backbone.SmallTransformers;
import dev.graft.data.Tags;
import dev.graft.engine.EngineSource;
import dev.graft.engine.LiveSlice;
import dev.graft.engine.Mode;
import dev.graft.engine.Network;
import dev.graft.engine.TinyNetwork;
import dev.graft.graph.Cut;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.infer.WholeInputs;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.StateDict;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A backward pass reads nothing that Java's garbage collector took back after the forward pass. */
class BackwardMemoryTest {
  private static final int IMAGES = 32;
  private static final List<Objective> OBJECTIVES =
      List.of(
          Objective.crossEntropy(),
          Objective.crossEntropy().labelSmoothing(0.1).focal(2).classWeights(1, 2, 3));

  @EngineSource
  void gradientsAreTheSameAfterACollection(String engine) throws InterruptedException {
    for (Objective objective : OBJECTIVES) {
      assertSame(TinyNetwork.network(engine), objective);
    }
  }

  @EngineSource
  void thoseOfAttentionToo(String engine) throws InterruptedException {
    Graph graph = SmallTransformers.dinoV2(DinoV2.Registers.FOUR, 28, 3);
    StateDict weights = TinyNetwork.weights(graph, 1);
    Network network = new Network(graph, weights, Set.of(), engine);
    assertSame(network, Objective.crossEntropy());
  }

  /** The mask stays for the mean's backward pass, the ids for their table's. */
  @EngineSource
  void thoseOfTextsToo(String engine) throws InterruptedException {
    SmallTexts.Network small = SmallTexts.Network.BERT;
    Graph graph = small.classifier(Pooling.UNIT_MEAN, 4);
    Network network = new Network(graph, small.weights(graph), Set.of(), engine);
    assertSame(network, Objective.crossEntropy());
  }

  @EngineSource
  void thoseOfTagsToo(String engine) throws InterruptedException {
    boolean[][] rows = new boolean[IMAGES][3];
    for (int i = 0; i < IMAGES; i++) {
      rows[i][i % 3] = true;
    }
    Targets targets = Targets.of(new Tags(List.of("a", "b", "c"), rows));
    for (int focal : new int[] {0, 2}) {
      Goal goal = new TagGoal(List.of(1.0, 2.0, 3.0), focal);
      assertSame(TinyNetwork.network(engine), "" + goal, logits -> goal.loss(logits, targets));
    }
  }

  private static void assertSame(Network network, Objective objective) throws InterruptedException {
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i % 3;
    }
    ClassTargets targets = ClassTargets.of(labels);
    assertSame(network, "" + objective, logits -> Loss.of(logits, targets, objective));
  }

  private static void assertSame(Network network, String name, UnaryOperator<NDArray> loss)
      throws InterruptedException {
    List<float[]> expected = gradients(network, loss, false);
    List<float[]> actual = gradients(network, loss, true);
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), name + ", parameter " + i);
    }
  }

  private static List<float[]> gradients(
      Network network, UnaryOperator<NDArray> lossOf, boolean collected)
      throws InterruptedException {
    Cut inputs = new Cut(network.graph().inputs());
    try (LiveSlice slice = new LiveSlice(network, inputs, Set.of());
        NDManager batch = slice.batch()) {
      NDList x = slice.upload(batch, values(slice.graph()), Extent.of(IMAGES));
      try (GradientCollector collector = batch.getEngine().newGradientCollector()) {
        NDArray logits = slice.run(x, Mode.training(9), Map.of());
        NDArray loss = lossOf.apply(logits);
        if (collected) {
          overwriteWhatIsFree();
        }
        collector.backward(loss);
      }
      List<float[]> gradients = new ArrayList<>();
      slice.learned().values().forEach(w -> gradients.add(w.getGradient().toFloatArray()));
      return gradients;
    }
  }

  /** Of a batch: noise, or whole numbers where an input holds them. */
  private static List<FloatBuffer> values(Graph graph) {
    Random random = new Random(1);
    List<FloatBuffer> values = new ArrayList<>();
    for (int input = 0; input < graph.inputs().size(); input++) {
      OptionalInt below = WholeInputs.of(graph).below(input);
      FloatBuffer buffer = DirectFloats.of(IMAGES * graph.shape(graph.inputs().get(input)).size());
      while (buffer.hasRemaining()) {
        buffer.put(
            below.isPresent() ? random.nextInt(below.getAsInt()) : (float) random.nextGaussian());
      }
      values.add(buffer.flip());
    }
    return values;
  }

  private static void overwriteWhatIsFree() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50); // buffers are freed by another thread
    }
    List<ByteBuffer> buffers = new ArrayList<>();
    for (int bytes = 4; bytes <= 4096; bytes *= 2) {
      for (int i = 0; i < 200; i++) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
        while (buffer.hasRemaining()) {
          buffer.put((byte) 0x41);
        }
        buffers.add(buffer);
      }
    }
  }
}
