package dev.graft.graph;

import java.util.List;
import java.util.Locale;

/**
 * Adds to each token the learned vector of the text that it belongs to, {@code (C, T)} to {@code
 * (C, T)}: that of the first, since there is one text (Devlin et al. 2019, figure 2).
 *
 * @param channels of each token
 * @param count of vectors that were published, of which the first is used
 */
public record Segment(int channels, int count) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() != 2 || x.channels() != channels) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "cannot add a segment of %d channels to %s", channels, x));
    }
    return x;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("weight", Shape.of(count, channels), true));
  }
}
