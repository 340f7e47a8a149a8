package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.infer.WholeInputs;
import dev.graft.memory.NativeMemory;
import dev.graft.weights.StateDict;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A body that a training engine runs: where ONNX Runtime is missing, and to compare with it. */
final class EngineBody implements Body {
  private final Graph graph;
  private final WholeInputs whole;
  private final NDManager manager;
  private final Forward forward;
  private final Map<String, NDArray> arrays = new HashMap<>();
  private final NativeMemory.Hold memory;

  EngineBody(Graph graph, StateDict weights, String engine) {
    this.graph = graph;
    this.whole = WholeInputs.of(graph);
    this.memory =
        NativeMemory.hold(
            Float.BYTES
                * graph.parameters().values().stream().mapToLong(p -> p.shape().size()).sum());
    this.manager = Engines.load(engine).newBaseManager();
    this.forward = new Forward(graph, Set.of(), Set.of(), ChosenWays.of(engine));
    graph
        .parameters()
        .keySet()
        .forEach(name -> arrays.put(name, DeviceArrays.upload(manager, weights.get(name))));
  }

  @Override
  public List<Shape> inputShapes() {
    return graph.shapes(graph.inputs());
  }

  @Override
  public List<Shape> outputShapes() {
    return graph.shapes(graph.outputs());
  }

  @Override
  public synchronized void run(List<FloatBuffer> inputs, Extent extent, List<FloatBuffer> outputs) {
    whole.check(inputs, extent);
    try (NDManager batch = manager.newSubManager()) {
      NDList x = DeviceArrays.upload(batch, inputs, extent, inputShapes());
      NDList y = forward.run(x, arrays::get, Mode.INFERENCE);
      for (int i = 0; i < y.size(); i++) {
        outputs.get(i).duplicate().put(y.get(i).toFloatArray());
      }
    }
  }

  @Override
  public synchronized void close() {
    manager.close();
    memory.close();
  }
}
