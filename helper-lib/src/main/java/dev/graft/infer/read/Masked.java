package dev.graft.infer.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What hangs on a text's mask alone. Exporters compute with masks in many ways, all of which come
 * to the same: so they are followed with a few masks of which the outcome tells what they do.
 *
 * @param lanes what becomes of the first mask, of the second …
 */
record Masked(List<Known> lanes) implements Value {
  /** Of all tokens, of the first half, of every other one: a rule that fits all three is one. */
  static final int LANES = 3;

  /** A score below this is of what is not looked at; exports of before 2020 say −10,000. */
  private static final double COVERED = -9_999;

  /** Copies the lanes. */
  Masked {
    lanes = List.copyOf(lanes);
  }

  static boolean there(int lane, int token, int tokens) {
    return switch (lane) {
      case 0 -> true;
      case 1 -> token < (tokens + 1) / 2;
      default -> token % 2 == 0;
    };
  }

  /** The mask as it is put in, {@code (N, T)}. */
  static Masked of(int tokens, boolean whole) {
    List<Known> lanes = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      int lane = i;
      long[] dims = {1, tokens};
      lanes.add(Known.of(whole, dims, t -> there(lane, t, tokens) ? 1 : 0).repeated(0));
    }
    return new Masked(lanes);
  }

  @Override
  public long[] dims() {
    return lanes.get(0).dims();
  }

  /** Computes a node that reads masks and constants. */
  static List<Value> fold(Step step) {
    List<List<Known>> all = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      int lane = i;
      all.add(
          Folding.fold(step.with(value -> value instanceof Masked m ? m.lanes.get(lane) : value)));
    }
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < all.get(0).size(); i++) {
      int output = i;
      List<Known> lanes = all.stream().map(known -> known.get(output)).toList();
      boolean same = lanes.stream().allMatch(known -> same(known, lanes.get(0)));
      outputs.add(same ? lanes.get(0) : new Masked(lanes));
    }
    return outputs;
  }

  private static boolean same(Known a, Known b) {
    boolean alike = Arrays.equals(a.dims(), b.dims()) && a.size() == b.size();
    for (int i = 0; alike && i < a.size(); i++) {
      alike = a.at(i) == b.at(i);
    }
    return alike;
  }

  /** Whether, added to scores, it leaves tokens that are there and covers all others. */
  boolean covers(int tokens) {
    return fits(tokens, (at, there) -> there ? at == 0 : at <= COVERED);
  }

  /**
   * Whether, where it has a truth value, a very low score takes the place of that of a token which
   * is not there.
   */
  boolean chooses(int tokens, boolean value, double score) {
    return score <= COVERED && fits(tokens, (at, there) -> (at != 0) == value != there);
  }

  private boolean fits(int tokens, Rule rule) {
    boolean fits = rank() > 0 && dims()[rank() - 1] == tokens;
    for (int lane = 0; fits && lane < LANES; lane++) {
      Known known = lanes.get(lane);
      for (int i = 0; fits && i < known.size(); i++) {
        fits = rule.fits(known.at(i), there(lane, i % tokens, tokens));
      }
    }
    return fits;
  }

  /** What a number is to be where a token is there, or not. */
  private interface Rule {
    boolean fits(double at, boolean there);
  }
}
