package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.graph.DjlModel;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.memory.NativeMemory;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/** A model of DJL's, run by its own engine, and what follows it, run like every other slice. */
final class DjlBody implements Body {
  private final DjlModel op;
  private final DjlBlock first;
  private final Optional<Body> rest;
  private final NativeMemory.Hold memory;

  private DjlBody(DjlModel op, DjlBlock first, Optional<Body> rest) {
    this.op = op;
    this.first = first;
    this.rest = rest;
    this.memory = NativeMemory.hold(op.size() * Float.BYTES);
  }

  /** Tells whether a slice's first layer is a model of DJL's. */
  static boolean begins(Graph graph) {
    return graph.nodes().size() > 1 && graph.nodes().get(1).op() instanceof DjlModel;
  }

  /** What follows the model, if anything. */
  static Optional<Graph> rest(Graph graph) {
    return graph.nodes().size() == 2
        ? Optional.empty()
        : Optional.of(graph.after(graph.nodes().get(1).name()));
  }

  /** Takes what runs the rest over, and closes it. */
  static Body of(Graph graph, Optional<Body> rest) {
    List<Node> nodes = graph.nodes();
    DjlModel op = (DjlModel) nodes.get(1).op();
    return new DjlBody(op, DjlBlock.open(op.engine(), op.model().toArray()), rest);
  }

  @Override
  public List<Shape> inputShapes() {
    return List.of(op.in());
  }

  @Override
  public List<Shape> outputShapes() {
    return rest.map(Body::outputShapes).orElse(List.of(op.out()));
  }

  @Override
  public synchronized void run(List<FloatBuffer> inputs, Extent extent, List<FloatBuffer> outputs) {
    try (NDManager batch = first.manager().newSubManager()) {
      NDArray x = DeviceArrays.upload(batch, inputs.get(0), extent.samples(), op.in());
      float[] y = first.forward(x).toFloatArray();
      if (rest.isEmpty()) {
        outputs.get(0).duplicate().put(y);
      } else {
        rest.get().run(List.of(DirectFloats.of(y.length).put(y).flip()), extent, outputs);
      }
    }
  }

  @Override
  public synchronized void close() {
    first.close();
    rest.ifPresent(Body::close);
    memory.close();
  }
}
