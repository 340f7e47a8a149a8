package dev.graft;

import dev.graft.data.InputContract;
import dev.graft.graph.Graph;
import dev.graft.graph.Tokens;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Height and width of what a network takes. Families draw squares; a network that is all
 * convolutions takes other rectangles too, where both sides are halved as often as the square's.
 *
 * @param height in pixels
 * @param width in pixels
 */
record Sides(int height, int width) {
  private static final int LEAST = 32;

  /** Demands sides that somebody may choose; what a body of one's own has is its own matter. */
  Sides checked() {
    check(height);
    check(width);
    if (height != width && (height % LEAST != 0 || width % LEAST != 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "input size is %d × %d; what is no square has sides of multiples of %d",
              height,
              width,
              LEAST));
    }
    return this;
  }

  private static void check(int side) {
    if (side < LEAST) {
      throw new IllegalArgumentException("input size is " + side + ", must be at least " + LEAST);
    }
    if (side > InputContract.LARGEST) {
      throw new IllegalArgumentException(
          "input size is " + side + ", must be at most " + InputContract.LARGEST);
    }
  }

  static Sides square(int side) {
    return new Sides(side, side);
  }

  static Sides of(InputContract contract) {
    return new Sides(contract.height(), contract.width());
  }

  InputContract sized(InputContract contract) {
    return contract.size(height, width);
  }

  /** Draws the larger square, and feeds it the rectangle. */
  Graph drawn(IntFunction<Graph> family) {
    Graph square = family.apply(Math.max(height, width));
    if (height == width) {
      return square;
    }
    if (square.nodes().stream().anyMatch(node -> node.op() instanceof Tokens)) {
      throw new IllegalArgumentException(
          square.name() + " takes squares only, not " + this + ": its tokens have places");
    }
    return square.fed(square.inputShape().channels(), height, width);
  }

  @Override
  public String toString() {
    return height == width ? Integer.toString(height) : height + " × " + width;
  }
}
