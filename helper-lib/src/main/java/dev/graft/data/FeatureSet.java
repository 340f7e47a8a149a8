package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * What a frozen body made of inputs somewhere else, such as on a cluster, with their classes: a set
 * like any other, on which {@code fineTune} trains the head of a model with that very body. Rows
 * lie in a file and are read when they are needed. Immutable.
 *
 * <pre>{@code
 * replaceHead(model, Head.classifier(features.classes()));
 * freeze(model);
 * var parts = features.split(0.8, 42);
 * fineTune(model, parts.train(), parts.validation(), FineTune.epochs(20));
 * model.exportOnnx(Path.of("whole.onnx"));      // body and head
 * }</pre>
 */
public final class FeatureSet implements Dataset, Epochs {
  private final FeatureContract contract;
  private final FeatureRows rows;
  private final int[] places;
  private final List<String> ids;
  private final List<String> classes;
  private final int[] labels;

  /**
   * Two parts of a set.
   *
   * @param train to learn from
   * @param validation to judge by while training
   */
  public record Parts(FeatureSet train, FeatureSet validation) {}

  FeatureSet(
      FeatureContract contract,
      FeatureRows rows,
      List<String> ids,
      List<String> classes,
      int... labels) {
    this(contract, rows, IntStream.range(0, ids.size()).toArray(), ids, classes, labels);
  }

  private FeatureSet(
      FeatureContract contract,
      FeatureRows rows,
      int[] places,
      List<String> ids,
      List<String> classes,
      int... labels) {
    this.contract = contract;
    this.rows = rows;
    this.places = places;
    this.ids = List.copyOf(ids);
    this.classes = List.copyOf(classes);
    this.labels = labels;
  }

  /**
   * Tells whose features these are.
   *
   * @return width and body
   */
  public FeatureContract contract() {
    return contract;
  }

  @Override
  public int size() {
    return places.length;
  }

  @Override
  public String id(int index) {
    return ids.get(index);
  }

  @Override
  public ContentKey key(int index) {
    return ContentKey.of("features", rows.hash(places[index]));
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public String noun() {
    return "features";
  }

  /** Whoever computed the features left out what was to be left out. */
  @Override
  public Table rejected() {
    return Rejection.table(List.of());
  }

  @Override
  public FeatureSet classes(List<String> names) {
    int[] moved = new int[labels.length];
    for (int i = 0; i < moved.length; i++) {
      String name = classes.get(labels[i]);
      moved[i] = names.indexOf(name);
      if (moved[i] < 0) {
        throw new IllegalArgumentException(
            "%s is of class %s, which is not among %s"
                .formatted(Excerpt.quoted(id(i)), Excerpt.quoted(name), Excerpt.listed(names)));
      }
    }
    return new FeatureSet(contract, rows, places, ids, names, moved);
  }

  @Override
  public Classes answers() {
    return new Classes(labels.clone());
  }

  @Override
  public Inputs inputs(Contract wanted) {
    if (!contract.equals(wanted)) {
      throw new IllegalArgumentException(
          "these are %s; a head can learn from them by fineTune and be judged by evaluate, all else wants the inputs themselves"
              .formatted(contract.text()));
    }
    return new Rows(this);
  }

  private record Rows(FeatureSet set) implements Inputs {
    @Override
    public int size() {
      return set.size();
    }

    @Override
    public String name(int index) {
      return set.id(index);
    }

    @Override
    public Optional<ContentKey> key(int index) {
      return Optional.of(set.key(index));
    }

    @Override
    public Contract contract() {
      return set.contract;
    }

    @Override
    public void read(int index, FloatBuffer... into) {
      set.rows.read(set.places[index], into[0]);
    }
  }

  @Override
  public FeatureSet dataset() {
    return this;
  }

  /** Every epoch sees the same features. */
  @Override
  public Examples examples(int epoch, Contract wanted) {
    return examples(wanted);
  }

  /**
   * Divides the rows at random, each class in the same shares.
   *
   * @param train share to learn from, above 0 and below 1
   * @param seed decides which row goes where
   * @return two parts, each with at least one row of every class
   * @throws IllegalArgumentException if a class has fewer than 2 rows
   */
  public Parts split(double train, long seed) {
    if (!(train > 0 && train < 1)) {
      throw new IllegalArgumentException("share is " + train + ", must be above 0 and below 1");
    }
    Stratified strata = new Stratified(classes, noun(), labels, seed);
    return new Parts(select(strata.part(0, train, 2)), select(strata.part(train, 1, 2)));
  }

  private FeatureSet select(int... indices) {
    return new FeatureSet(
        contract,
        rows,
        Arrays.stream(indices).map(i -> places[i]).toArray(),
        Arrays.stream(indices).mapToObj(ids::get).toList(),
        classes,
        Arrays.stream(indices).map(i -> labels[i]).toArray());
  }

  @Override
  public Halves halved(double share, long seed) {
    Parts parts = split(share, seed);
    return new Halves(parts.train, parts.validation);
  }

  @Override
  public List<Halves> folded(int k, long seed) {
    if (k < 2) {
      throw new IllegalArgumentException("folds is " + k + ", must be at least 2");
    }
    Stratified strata = new Stratified(classes, noun(), labels, seed);
    List<Halves> folds = new ArrayList<>();
    for (int fold = 0; fold < k; fold++) {
      int[] held = strata.fold(k, fold);
      IntStream others = IntStream.range(0, size()).filter(i -> Arrays.binarySearch(held, i) < 0);
      folds.add(new Halves(select(others.toArray()), select(held)));
    }
    return folds;
  }

  @Override
  public String variation() {
    return "";
  }

  @Override
  public int views() {
    return 1;
  }

  @Override
  public long seed() {
    return 0;
  }

  @Override
  public String toString() {
    return size() + " rows of " + contract.text() + ", of " + Excerpt.listed(classes);
  }
}
