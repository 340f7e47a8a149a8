package dev.graft.data;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Photos or texts whose answers are of another kind than one class each, which every verb takes
 * that trains or compares. Immutable.
 *
 * @param <S> what is answered, {@link ImageSet} or {@link TextSet}
 * @param <T> the set's own type
 */
public abstract sealed class Answered<S extends Dataset, T extends Answered<S, T>>
    permits TagSet, NumberSet, MaskSet, TextTagSet, TextNumberSet {
  private final S dataset;
  private final Function<int[], S> selecting;
  private final Function<S, T> own;

  /**
   * A set for training and one for validation.
   *
   * @param train to learn from
   * @param validation to watch training on
   * @param <T> of which kind
   */
  public record Parts<T>(T train, T validation) {}

  Answered(S dataset, Function<int[], S> selecting, Function<S, T> own) {
    this.dataset = dataset;
    this.selecting = selecting;
    this.own = own;
  }

  /** Refuses answers that are too many or too few. */
  static void requireEach(Dataset inputs, Answers answers) {
    if (inputs.size() != answers.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d %s have %d rows of %s; each needs one",
              inputs.size(),
              inputs.noun(),
              answers.size(),
              answers.kind()));
    }
  }

  /**
   * Gives the inputs as a call takes them that wants any set; their answers go with them.
   *
   * @return in order, of one class without name
   */
  public final S dataset() {
    return dataset;
  }

  /**
   * Counts the inputs.
   *
   * @return at least 1
   */
  public final int size() {
    return dataset.size();
  }

  /**
   * Divides the inputs at random; where they have tags, each tag in the same shares as far as can
   * be, by iterative stratification (Sechidis et al. 2011). A tag that two inputs have is in both
   * parts where no other tag of theirs forbids it; one that a single input has is in the larger.
   *
   * @param train share to learn from, above 0 and below 1; the rest is for validation
   * @param seed decides which goes where
   * @return two parts, neither empty
   * @throws IllegalArgumentException if there is one input only, or the share is out of its range
   */
  public final Parts<T> split(double train, long seed) {
    if (!(train > 0 && train < 1) || size() < 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "train is %s of %d %s, must be above 0 and below 1 of two or more",
              train,
              size(),
              dataset.noun()));
    }
    var parts = Halving.parts(dataset.answers(), strata(seed), train, seed);
    return new Parts<>(chosen(parts.get(0)), chosen(parts.get(1)));
  }

  /**
   * Takes some of the inputs at random.
   *
   * @param n how many, at most all
   * @param seed decides which
   * @return a smaller set
   */
  public final T take(int n, long seed) {
    return chosen(strata(seed).take(n, size()));
  }

  private T chosen(int... indices) {
    return own.apply(selecting.apply(indices));
  }

  private Stratified strata(long seed) {
    int[] labels = IntStream.range(0, size()).map(dataset::label).toArray();
    return new Stratified(dataset.classes(), dataset.noun(), labels, seed);
  }

  /**
   * Lists what was left out.
   *
   * @return columns {@code file} and {@code reason}
   */
  public final Table rejected() {
    return dataset.rejected();
  }

  /** Names the answers, as a sentence has them behind "with". */
  abstract String told();

  @Override
  public final String toString() {
    return size() + " " + dataset.noun() + " with " + told() + Rejection.told(rejected());
  }
}
