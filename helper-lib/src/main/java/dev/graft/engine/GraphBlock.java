package dev.graft.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.infer.WholeInputs;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A graph as one DJL block: {@code (N, C, H, W)} to {@code (N, classes)}. */
final class GraphBlock extends AbstractBlock {
  private final Graph graph;
  private final WholeInputs whole;
  private final Forward forward;
  private final AtomicLong passes = new AtomicLong();

  GraphBlock(Graph graph, StateDict weights, Set<String> frozen, NDManager manager) {
    this.graph = graph;
    this.whole = WholeInputs.of(graph);
    this.forward =
        new Forward(graph, frozen, Set.of(), ChosenWays.of(manager.getEngine().getEngineName()));
    for (Node node : graph.nodes()) {
      for (dev.graft.graph.Parameter p : node.op().parameters()) {
        boolean learns = p.learned() && !frozen.contains(node.name());
        addParameter(parameter(node.key(p), weights.get(node.key(p)), learns, manager));
      }
    }
  }

  private static Parameter parameter(
      String name, Tensor tensor, boolean learns, NDManager manager) {
    Parameter parameter =
        Parameter.builder().setName(name).setType(type(name)).optRequiresGrad(learns).build();
    parameter.setArray(DeviceArrays.upload(manager, tensor));
    parameter.freeze(!learns);
    return parameter;
  }

  private static Parameter.Type type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "weight" -> Parameter.Type.WEIGHT;
      case "bias" -> Parameter.Type.BIAS;
      case "running_mean" -> Parameter.Type.RUNNING_MEAN;
      case "running_var" -> Parameter.Type.RUNNING_VAR;
      default -> Parameter.Type.OTHER;
    };
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    check(inputs);
    Device device = inputs.head().getDevice();
    Map<String, NDArray> arrays = new HashMap<>();
    parameters.forEach((name, p) -> arrays.put(name, store.getValue(p, device, training)));
    Mode mode = training ? Mode.training(passes.getAndIncrement()) : Mode.INFERENCE;
    return forward.run(inputs, arrays::get, mode);
  }

  /** Ids are looked at here, before an engine looks up what they stand for. */
  private void check(NDList inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      if (whole.below(i).isPresent()) {
        long[] shape = inputs.get(i).getShape().getShape();
        Extent extent = new Extent((int) shape[0], (int) shape[shape.length - 1]);
        whole.check(i, FloatBuffer.wrap(inputs.get(i).toFloatArray()), extent);
      }
    }
  }

  @Override
  public void initialize(NDManager manager, DataType dataType, Shape... shapes) {
    inputShapes = shapes.clone();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(graph.outputShape().batch(inputs[0].get(0)))};
  }
}
