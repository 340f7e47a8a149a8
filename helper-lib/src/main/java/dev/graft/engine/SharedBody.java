package dev.graft.engine;

import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.infer.Quantization;
import dev.graft.memory.Uses;
import dev.graft.weights.StateDict;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A slice of a network that is compiled at the first need, which may never come: once, however many
 * threads need it at the same time. Freed when each that has a share of it has closed that.
 */
public final class SharedBody {
  private final Graph slice;
  private final StateDict weights;
  private final String engine;
  private final Optional<Quantization> int8;
  private final Uses uses = new Uses(this::free);
  private Body body;

  private SharedBody(Network network, Graph slice) {
    this.slice = slice;
    this.weights = network.weights();
    this.engine = network.engine();
    this.int8 = network.int8();
  }

  /**
   * Gives the first share.
   *
   * @param network that it is a slice of
   * @param slice of it
   * @return the share, which the caller closes
   */
  public static Body of(Network network, Graph slice) {
    var shared = new SharedBody(network, slice);
    Share first = shared.new Share();
    shared.uses.end();
    return first;
  }

  /**
   * Gives another share of the same body.
   *
   * @param share one of {@link #of}
   * @return the share, which the caller closes
   */
  public static Body again(Body share) {
    return ((Share) share).another();
  }

  private synchronized Body compiled() {
    if (body == null) {
      body = Bodies.of(slice, weights, engine, int8);
    }
    return body;
  }

  private synchronized void free() {
    if (body != null) {
      body.close();
      body = null;
    }
  }

  private final class Share implements Body {
    private final Uses.Use use = uses.begin();

    private Share another() {
      return new Share();
    }

    @Override
    public List<Shape> inputShapes() {
      return slice.shapes(slice.inputs());
    }

    @Override
    public List<Shape> outputShapes() {
      return slice.shapes(slice.outputs());
    }

    @Override
    public void run(List<FloatBuffer> inputs, Extent extent, List<FloatBuffer> outputs) {
      compiled().run(inputs, extent, outputs);
    }

    @Override
    public void close() {
      use.close();
    }
  }
}
