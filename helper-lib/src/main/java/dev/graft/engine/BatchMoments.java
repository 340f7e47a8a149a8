package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Input;
import dev.graft.graph.Node;
import dev.graft.graph.Readers;
import dev.graft.graph.Shape;
import dev.graft.memory.NativeMemory;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Mean and variance of what each batch normalization of a network reads, over all batches that it
 * is shown (Li et al. 2016, "Revisiting batch normalization for practical domain adaptation",
 * section 3.2). Within a batch each layer normalizes by that batch, as in training; dropout is off.
 *
 * <p>The variance is that of all values around their common mean, divided by their number.
 */
public final class BatchMoments implements AutoCloseable {
  private final Graph graph;
  private final NDManager manager;
  private final Choices choices;
  private final NativeMemory.Hold memory;
  private final Map<String, NDArray> arrays = new HashMap<>();
  private final Map<String, Integer> reads;
  private final Map<String, RunningMoments> moments = new LinkedHashMap<>();

  /**
   * Copies the parameters to the engine.
   *
   * @param network all of whose batch normalizations are looked at
   */
  public BatchMoments(Network network) {
    this.graph = network.graph();
    graph.nodes().stream().filter(node -> !(node.op() instanceof Input)).forEach(Kernels::require);
    this.reads = Readers.of(graph).counts();
    this.choices = ChosenWays.of(network.engine());
    this.memory = NativeMemory.hold(network.bytes());
    this.manager = Engines.load(network.engine()).newBaseManager();
    graph
        .parameters()
        .keySet()
        .forEach(
            name -> arrays.put(name, DeviceArrays.upload(manager, network.weights().get(name))));
    for (Node node : graph.nodes()) {
      if (node.op() instanceof BatchNorm norm) {
        moments.put(node.name(), new RunningMoments(norm.channels()));
      }
    }
  }

  /**
   * Shows a batch.
   *
   * @param inputs direct, {@code (N, …)} each, used from their positions
   * @param extent how many, and how long they are
   */
  public void add(List<FloatBuffer> inputs, Extent extent) {
    try (NDManager batch = manager.newSubManager()) {
      NDList given = DeviceArrays.upload(batch, inputs, extent, graph.shapes(graph.inputs()));
      Map<String, NDArray> values = new HashMap<>();
      for (int i = 0; i < given.size(); i++) {
        String name = graph.inputs().get(i);
        values.put(name, TokenRows.turned(given.get(i), graph.shape(name)));
      }
      Map<String, Integer> left = new HashMap<>(reads);
      for (Node node : graph.nodes()) {
        if (!(node.op() instanceof Input)) {
          values.put(node.name(), computed(node, values));
          node.inputs().forEach(name -> release(name, values, left));
        }
      }
      values.values().forEach(NDArray::close);
    }
  }

  private NDArray computed(Node node, Map<String, NDArray> values) {
    List<NDArray> read = node.inputs().stream().map(values::get).toList();
    if (node.op() instanceof BatchNorm norm) {
      return Temporaries.allBut(() -> normalized(node, norm, read.get(0)));
    }
    return Kernels.compute(new Call(node, read, arrays::get, choices, Mode.INFERENCE, true, false));
  }

  /** By the batch's own moments, which are remembered. */
  private NDArray normalized(Node node, BatchNorm norm, NDArray x) {
    int[] all = IntStream.range(0, x.getShape().dimension()).filter(axis -> axis != 1).toArray();
    long count = x.getShape().size() / norm.channels();
    if (Engines.isPyTorch(x) && count > 1) {
      return fused(node, norm, x, count);
    }
    NDArray mean = x.sum(all, true).div(count);
    NDArray centred = x.sub(mean);
    NDArray variance = centred.square().sum(all, true).div(count);
    moments.get(node.name()).add(count, mean.toFloatArray(), variance.toFloatArray());
    NDArray scaled = centred.div(variance.add(norm.epsilon()).sqrt());
    NDArray weighed =
        norm.scale() == BatchNorm.Scale.ONE ? scaled : scaled.mul(own(node, "weight", mean));
    return weighed.add(own(node, "bias", mean));
  }

  /** By PyTorch's own kernel, which divides the variance that it stores by one value less. */
  private NDArray fused(Node node, BatchNorm norm, NDArray x, long count) {
    NDArray bias = arrays.get(node.key("bias"));
    NDArray mean = bias.zerosLike();
    NDArray variance = bias.onesLike();
    NDArray weight =
        norm.scale() == BatchNorm.Scale.ONE ? bias.onesLike() : arrays.get(node.key("weight"));
    NDArray y =
        x.getNDArrayInternal()
            .batchNorm(x, mean, variance, weight, bias, 1, 0, (float) norm.epsilon(), true)
            .get(0);
    float[] variances = variance.toFloatArray();
    for (int c = 0; c < variances.length; c++) {
      variances[c] *= (count - 1f) / count;
    }
    moments.get(node.name()).add(count, mean.toFloatArray(), variances);
    return y;
  }

  /** Along the channels, as an array of their moments lies. */
  private NDArray own(Node node, String name, NDArray like) {
    return arrays.get(node.key(name)).reshape(like.getShape());
  }

  private static void release(String name, Map<String, NDArray> values, Map<String, Integer> left) {
    if (left.merge(name, -1, Integer::sum) == 0) {
      values.remove(name).close();
    }
  }

  /**
   * Gives what was found.
   *
   * @return {@code running_mean} and {@code running_var} of each batch normalization, by full name
   * @throws IllegalStateException when no batch was shown
   */
  public StateDict statistics() {
    Map<String, Tensor> found = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      RunningMoments its = moments.get(node.name());
      if (its != null) {
        var shape = Shape.of(((BatchNorm) node.op()).channels());
        found.put(node.key("running_mean"), Tensor.of(shape, its.means()));
        found.put(node.key("running_var"), Tensor.of(shape, its.variances()));
      }
    }
    return StateDict.of(found);
  }

  @Override
  public void close() {
    manager.close();
    memory.close();
  }
}
