package dev.graft.train;

import dev.graft.data.PixelSource;
import dev.graft.graph.Graph;
import dev.graft.infer.Body;
import dev.graft.infer.FeatureCache;
import dev.graft.memory.Uses;
import dev.graft.weights.StateDict;
import java.util.Optional;

/**
 * The network of one moment, ready to answer on any number of threads: its frozen part, whose
 * features may be at hand, and the rest. It is always computed in these two parts, so that an
 * answer has the same bits whether features were at hand or not.
 *
 * <p>Each part is compiled at the first need, once. Both are freed when the owner has closed this
 * and the last call that uses it is done.
 */
public final class Inference implements AutoCloseable {
  private final Network network;
  private final String boundary;
  private final Body frozen;
  private final Optional<Body> rest;
  private final Uses uses = new Uses(this::free);

  private Inference(Network network, String boundary, Body frozen) {
    this.network = network;
    this.boundary = boundary;
    this.frozen = frozen;
    this.rest =
        boundary.equals(network.graph().output())
            ? Optional.empty()
            : Optional.of(shared(network, network.graph().after(boundary)));
  }

  /**
   * Prepares a network; nothing is compiled yet.
   *
   * @param network from image to output
   * @return its owner closes it
   */
  public static Inference of(Network network) {
    String boundary = network.boundary();
    return new Inference(network, boundary, shared(network, network.graph().until(boundary)));
  }

  private static Body shared(Network network, Graph slice) {
    return SharedBody.of(slice, network.weights(), network.engine());
  }

  /**
   * Prepares what became of the network. Where its frozen part is as it was, as between two epochs,
   * what was compiled of that serves again.
   *
   * @param next as it is now
   * @return its owner closes it, and this one too
   */
  public Inference then(Network next) {
    String its = next.boundary();
    Graph slice = network.graph().until(boundary);
    boolean same =
        its.equals(boundary)
            && next.engine().equals(network.engine())
            && next.graph().until(its).nodes().equals(slice.nodes())
            && sameTensors(slice, network.weights(), next.weights());
    return same ? new Inference(next, its, SharedBody.again(frozen)) : of(next);
  }

  private static boolean sameTensors(Graph slice, StateDict before, StateDict now) {
    return slice.parameters().keySet().stream().allMatch(n -> before.get(n) == now.get(n));
  }

  /**
   * Begins a use: what is computed until it ends is computed by this network.
   *
   * @return the use; close it
   */
  public Uses.Use use() {
    return uses.begin();
  }

  /**
   * Computes one row an image, and keeps what the frozen part makes of images never seen before,
   * unless that is larger than the images.
   *
   * @param title of the progress line
   * @param source read once, in order
   * @param cache of features
   * @return {@code [images][values]}
   * @throws java.util.concurrent.CancellationException when the thread was interrupted, within one
   *     batch; the flag is cleared
   */
  public float[][] rows(String title, PixelSource source, FeatureCache cache) {
    try (Activations activations = activations(cache)) {
      boolean small = frozen.outputShape().size() <= frozen.inputShape().size();
      Outputs.Way way = small ? activations::forEach : activations::glance;
      return Outputs.of(title, way, source, rest, width());
    }
  }

  /**
   * Computes one row an image; of images never seen before nothing is kept.
   *
   * @param title of the progress line
   * @param source read once
   * @param cache of features
   * @return {@code [images][values]}
   * @throws java.util.concurrent.CancellationException when the thread was interrupted, within one
   *     batch; the flag is cleared
   */
  public float[][] glance(String title, PixelSource source, FeatureCache cache) {
    try (Activations activations = activations(cache)) {
      return Outputs.of(title, activations::glance, source, rest, width());
    }
  }

  private Activations activations(FeatureCache cache) {
    Frozen until = Frozen.of(network, cache);
    return new Activations(network, until, Outputs.BATCH, slice -> SharedBody.again(frozen));
  }

  private int width() {
    return Math.toIntExact(network.graph().outputShape().size());
  }

  private void free() {
    frozen.close();
    rest.ifPresent(Body::close);
  }

  /** Ends the owner's use; calls under way go on. */
  @Override
  public void close() {
    uses.end();
  }
}
