package dev.graft.weights;

import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Position;
import dev.graft.graph.Prefix;
import dev.graft.graph.Shape;
import dev.graft.graph.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Brings learned positions to the number of patches that an image of another size has. They are a
 * square picture of as many channels as a token, which is resized by cubic interpolation;
 * publishers differ in how.
 *
 * <pre>{@code
 * StateDict weights = PositionResizing.ANTIALIASED.toGraph(graph, timm).select(graph);
 * }</pre>
 *
 * <p>Checked against torch 2.15 as timm 1.0.31, torchvision 0.29.2 and transformers 5.24.0 call it.
 */
public enum PositionResizing {
  /** Corners stay on corners: torchvision's {@code interpolate_embeddings}. */
  CORNERS(CubicWeights::corners),
  /** By the sides of the pictures: Hugging Face's ViT and DINOv2. */
  SIDES((from, to) -> CubicWeights.sides(from, to, (double) from / to)),
  /** As {@link #SIDES}, as if the new side were a tenth longer: DINOv2's authors. */
  LONGER_SIDES((from, to) -> CubicWeights.sides(from, to, from / (to + 0.1))),
  /** By the sides, each old position's share kept where there become fewer: timm, registers. */
  ANTIALIASED(CubicWeights::antialiased);

  /** Tells how much of each old position is in each new one, along one side. */
  interface Sides {
    double[][] weights(int from, int to);
  }

  private final Sides sides;

  PositionResizing(Sides sides) {
    this.sides = sides;
  }

  /**
   * Resizes, where the number of patches differs. Where the graph adds positions to the patches
   * alone and the weights have one for the class token too, that is added to the token itself.
   *
   * @param graph that the weights are for
   * @param weights under the graph's names; may hold more or less than the graph needs
   * @return the same tensors, with positions as the graph has them; those that are no square stay
   *     as they are
   */
  public StateDict toGraph(Graph graph, StateDict weights) {
    Map<String, Tensor> changed = new LinkedHashMap<>();
    int patches = 0;
    String first = "";
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Tokens) {
        patches = graph.shape(node.name()).get(1);
      } else if (node.op() instanceof Prefix) {
        first = node.name();
      }
    }
    for (Node node : graph.nodes()) {
      Tensor tensor = weights.tensors().get(node.name());
      if (node.op() instanceof Position position && tensor != null && fits(tensor, position)) {
        int before = position.tokens() - patches;
        Tensor token = weights.tensors().get(first);
        int had = tensor.shape().get(1);
        if (before == 0 && side(had).isEmpty() && side(had - 1).isPresent() && token != null) {
          changed.put(first, sum(token, tensor));
          tensor = rows(tensor, 1);
        }
        changed.put(node.name(), resized(tensor, before, position.tokens()));
      }
    }
    return weights.with(changed);
  }

  private static boolean fits(Tensor tensor, Position position) {
    Shape shape = tensor.shape();
    return shape.rank() == 3 && shape.get(0) == 1 && shape.get(2) == position.channels();
  }

  private static Optional<Integer> side(int tokens) {
    int side = (int) Math.round(Math.sqrt(tokens));
    return tokens > 0 && side * side == tokens ? Optional.of(side) : Optional.empty();
  }

  private static Tensor rows(Tensor positions, int from) {
    int channels = positions.shape().get(2);
    int left = positions.shape().get(1) - from;
    return new Tensor(
        Shape.of(1, left, channels), positions.values().slice(from * channels, left * channels));
  }

  /** Adds the first position to the token. */
  private static Tensor sum(Tensor token, Tensor positions) {
    float[] values = token.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += positions.values().get(i);
    }
    return Tensor.of(token.shape(), values);
  }

  private Tensor resized(Tensor positions, int before, int wanted) {
    int had = positions.shape().get(1);
    Optional<Integer> from = side(had - before);
    Optional<Integer> to = side(wanted - before);
    if (had == wanted || from.isEmpty() || to.isEmpty()) {
      return positions;
    }
    int channels = positions.shape().get(2);
    float[] all = positions.toArray();
    float[] values = new float[Math.multiplyExact(wanted, channels)];
    System.arraycopy(all, 0, values, 0, before * channels);
    double[][] along = sides.weights(from.get(), to.get());
    double[] picture = new double[from.get() * from.get() * channels];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = all[before * channels + i];
    }
    double[] wide = columns(picture, along, from.get(), channels);
    double[] whole = rows(wide, along, to.get() * channels);
    for (int i = 0; i < whole.length; i++) {
      values[before * channels + i] = (float) whole[i];
    }
    return Tensor.of(Shape.of(1, wanted, channels), values);
  }

  /** Resizes each row of a picture, whose channels are last. */
  private static double[] columns(double[] picture, double[][] along, int side, int channels) {
    int to = along.length;
    double[] wide = new double[side * to * channels];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < to; column++) {
        for (int old = 0; old < side; old++) {
          double share = along[column][old];
          for (int c = 0; share != 0 && c < channels; c++) {
            wide[(row * to + column) * channels + c] +=
                share * picture[(row * side + old) * channels + c];
          }
        }
      }
    }
    return wide;
  }

  /** Resizes a picture's height; a row has so many values. */
  private static double[] rows(double[] picture, double[][] along, int row) {
    double[] high = new double[along.length * row];
    for (int to = 0; to < along.length; to++) {
      for (int old = 0; old < along[to].length; old++) {
        double share = along[to][old];
        for (int i = 0; share != 0 && i < row; i++) {
          high[to * row + i] += share * picture[old * row + i];
        }
      }
    }
    return high;
  }
}
