package dev.graft;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a search varies; what has no range here stays as the options and the model have it.
 *
 * @param learningRate drawn evenly on a logarithmic scale
 * @param batchSizes to choose from
 * @param dropout of the head, drawn evenly
 * @param weightDecay drawn evenly on a logarithmic scale
 * @param blocks how many of the backbone's last blocks learn; 0: the head alone
 * @param backbones to choose from, with the weights of the catalogue; none: the model's own
 */
public record SearchSpace(
    Optional<Range> learningRate,
    List<Integer> batchSizes,
    Optional<Range> dropout,
    Optional<Range> weightDecay,
    Optional<Range> blocks,
    List<Pretrained> backbones) {
  static final SearchSpace NOTHING =
      new SearchSpace(
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  /**
   * From one number to another, both included.
   *
   * @param low the least
   * @param high at least the least
   */
  public record Range(double low, double high) {
    static Range of(
        String name, double low, double high, double least, double below, String wanted) {
      if (!(low >= least && low <= high && high < below)) {
        throw new IllegalArgumentException(
            "%s is from %s to %s, must be %s, the lower one first"
                .formatted(name, low, high, wanted));
      }
      return new Range(low, high);
    }

    /** Finds a place, linear, to three figures so that it can be written down. */
    double at(double share) {
      return threeFigures(low + share * (high - low));
    }

    /** Finds a place on a logarithmic scale. */
    double logarithmicAt(double share) {
      return threeFigures(low * Math.pow(high / low, share));
    }

    /** Chooses one of the whole numbers. */
    int wholeAt(double share) {
      return (int) Math.min(high, Math.floor(low + share * (high - low + 1)));
    }

    private double threeFigures(double value) {
      double rounded = Double.parseDouble(String.format(Locale.ROOT, "%.2e", value));
      return Math.min(Math.max(rounded, low), high);
    }
  }

  /** Copies the lists. */
  public SearchSpace {
    batchSizes = List.copyOf(batchSizes);
    backbones = List.copyOf(backbones);
  }

  SearchSpace learningRate(Range next) {
    return new SearchSpace(Optional.of(next), batchSizes, dropout, weightDecay, blocks, backbones);
  }

  SearchSpace batchSizes(List<Integer> next) {
    return new SearchSpace(learningRate, next, dropout, weightDecay, blocks, backbones);
  }

  SearchSpace dropout(Range next) {
    return new SearchSpace(
        learningRate, batchSizes, Optional.of(next), weightDecay, blocks, backbones);
  }

  SearchSpace weightDecay(Range next) {
    return new SearchSpace(learningRate, batchSizes, dropout, Optional.of(next), blocks, backbones);
  }

  SearchSpace blocks(Range next) {
    return new SearchSpace(
        learningRate, batchSizes, dropout, weightDecay, Optional.of(next), backbones);
  }

  SearchSpace backbones(List<Pretrained> next) {
    return new SearchSpace(learningRate, batchSizes, dropout, weightDecay, blocks, next);
  }
}
