package dev.graft.train;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Inputs;
import dev.graft.engine.Network;
import dev.graft.engine.SharedBody;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.infer.Body;
import dev.graft.memory.Uses;
import dev.graft.weights.StateDict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The network of one moment, ready to answer on any number of threads: its frozen part, whose
 * features may be at hand, and the rest. It is always computed in these parts, so that an answer
 * has the same bits whether features were at hand or not.
 *
 * <p>Each part is compiled at the first need, once. All are freed when the owner has closed this
 * and the last call that uses it is done.
 */
public final class Inference implements AutoCloseable {
  private final Network network;
  private final List<Cut> boundaries;

  /** What runs each part of the frozen layers, by what it gives. */
  private final Map<Cut, Body> frozen;

  private final Optional<Body> rest;
  private final Uses uses = new Uses(this::free);

  private Inference(Network network, List<Cut> boundaries, Map<Cut, Body> frozen) {
    this.network = network;
    this.boundaries = boundaries;
    this.frozen = frozen;
    Cut boundary = network.boundary();
    this.rest =
        boundary.values().equals(network.graph().outputs())
            ? Optional.empty()
            : Optional.of(shared(network, network.graph().after(boundary)));
  }

  /**
   * Prepares a network; nothing is compiled yet.
   *
   * @param network from image to output
   * @param cuts where a training cut it, the last at its boundary, so that what was kept then is
   *     found; any others do not count
   * @return its owner closes it
   */
  public static Inference of(Network network, List<Cut> cuts) {
    List<Cut> boundaries = boundaries(network, cuts);
    Map<Cut, Body> frozen = new HashMap<>();
    parts(network, boundaries).forEach((end, part) -> frozen.put(end, shared(network, part)));
    return new Inference(network, boundaries, frozen);
  }

  private static List<Cut> boundaries(Network network, List<Cut> cuts) {
    Cut boundary = network.boundary();
    boolean fit = !cuts.isEmpty() && cuts.get(cuts.size() - 1).equals(boundary);
    return fit ? cuts : List.of(boundary);
  }

  private static Map<Cut, Graph> parts(Network network, List<Cut> boundaries) {
    return Activations.slices(network.graph(), boundaries).stream()
        .map(Tier::computed)
        .collect(Collectors.toMap(part -> new Cut(part.outputs()), part -> part));
  }

  private static Body shared(Network network, Graph slice) {
    return SharedBody.of(network, slice);
  }

  /**
   * Prepares what became of the network. Where its frozen part is as it was, as between two epochs,
   * what was compiled of that serves again.
   *
   * @param next as it is now
   * @param cuts as for {@link #of}
   * @return its owner closes it, and this one too
   */
  public Inference then(Network next, List<Cut> cuts) {
    List<Cut> its = boundaries(next, cuts);
    Map<Cut, Graph> before = parts(network, boundaries);
    boolean same =
        its.equals(boundaries)
            && parts(next, its).entrySet().stream()
                .allMatch(part -> same(before.get(part.getKey()), part.getValue(), next));
    if (!same) {
      return of(next, cuts);
    }
    Map<Cut, Body> shares = new HashMap<>();
    frozen.forEach((end, body) -> shares.put(end, SharedBody.again(body)));
    return new Inference(next, its, shares);
  }

  private boolean same(Graph before, Graph now, Network next) {
    StateDict weights = next.weights();
    String precision = next.precision(now);
    return before.nodes().equals(now.nodes())
        && network.precision(before).equals(precision)
        && now.parameters().keySet().stream()
            .allMatch(name -> network.weights().get(name) == weights.get(name));
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
   * Computes one row an input, and keeps what the frozen part makes of inputs never seen before,
   * unless that is larger than the inputs.
   *
   * @param title of the progress line
   * @param inputs read once, in order
   * @param cache of features
   * @return {@code [inputs][values]}
   * @throws java.util.concurrent.CancellationException when the thread was interrupted, within one
   *     batch; the flag is cleared
   */
  public float[][] rows(String title, Inputs inputs, FeatureCache cache) {
    try (Activations activations = activations(inputs, cache)) {
      return Outputs.of(title, keeping(activations), inputs, rest, width());
    }
  }

  private Outputs.Way keeping(Activations activations) {
    Graph graph = network.graph();
    long kept = graph.size(network.boundary().values());
    return kept <= graph.size(graph.inputs()) ? activations::forEach : activations::glance;
  }

  /**
   * Computes one row an input as {@link #rows} does, and hands each over: none is kept here.
   *
   * @param title of the progress line
   * @param inputs read once
   * @param cache of features
   * @param receiver of the rows, in any order
   * @throws java.util.concurrent.CancellationException when the thread was interrupted, within one
   *     batch; the flag is cleared
   */
  public void each(String title, Inputs inputs, FeatureCache cache, Outputs.Row receiver) {
    try (Activations activations = activations(inputs, cache)) {
      Outputs.each(title, keeping(activations), inputs, rest, width(), receiver);
    }
  }

  /**
   * Computes one row an input; of inputs never seen before nothing is kept.
   *
   * @param title of the progress line
   * @param inputs read once
   * @param cache of features
   * @return {@code [inputs][values]}
   * @throws java.util.concurrent.CancellationException when the thread was interrupted, within one
   *     batch; the flag is cleared
   */
  public float[][] glance(String title, Inputs inputs, FeatureCache cache) {
    try (Activations activations = activations(inputs, cache)) {
      return Outputs.of(title, activations::glance, inputs, rest, width());
    }
  }

  private Activations activations(Inputs inputs, FeatureCache cache) {
    Frozen until = new Frozen(boundaries, Frozen.of(network, cache).cache());
    return new Activations(
        network,
        until,
        inputs.contract(),
        Outputs.BATCH,
        part -> SharedBody.again(frozen.get(new Cut(part.outputs()))));
  }

  private int width() {
    return Math.toIntExact(network.graph().outputShape().size());
  }

  private void free() {
    frozen.values().forEach(Body::close);
    rest.ifPresent(Body::close);
  }

  /** Ends the owner's use; calls under way go on. */
  @Override
  public void close() {
    uses.end();
  }
}
