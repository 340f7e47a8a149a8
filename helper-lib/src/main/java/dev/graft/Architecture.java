package dev.graft;

import dev.graft.data.InputContract;
import dev.graft.graph.Dilation;
import dev.graft.graph.Graph;
import dev.graft.graph.Stage;
import dev.graft.weights.Excerpt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a model is drawn by: a row of the catalogue, one of its weight sets and a size. A model's
 * state keeps it; {@link Backbone} loads it.
 *
 * @param row which network
 * @param chosen the weight set, if one was named; else the row's first
 * @param sides of the input, if they are not the weight set's
 * @param stride of the last map, if it is not the network's own
 */
record Architecture(
    CatalogueRow row, Optional<WeightSet> chosen, Optional<Sides> sides, Optional<Integer> stride)
    implements Blueprint {
  private static final int IMAGENET_CLASSES = 1000;
  private static final List<Integer> STRIDES = List.of(8, 16);

  static Architecture of(CatalogueRow row) {
    return new Architecture(row, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A body that no table has. */
  static Architecture own(Graph body, InputContract contract) {
    return of(Catalogue.own(body)).chosen(WeightSet.own(contract));
  }

  /** Whether no row of the catalogue draws it. */
  boolean isOwn() {
    return !Catalogue.ROWS.contains(row);
  }

  /**
   * Finds a row, behind a slash its output stride and behind a colon one of its weight sets; any
   * case, dashes or underscores.
   */
  static Architecture named(String name) {
    String[] parts = name.toLowerCase(Locale.ROOT).split(":", 2);
    String[] drawn = parts[0].replace('-', '_').split("/", 2);
    Architecture found =
        Catalogue.ROWS.stream()
            .filter(row -> row.name().equals(drawn[0]))
            .findFirst()
            .map(Architecture::of)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no backbone "
                            + Excerpt.quoted(name)
                            + "; there are "
                            + Catalogue.ROWS.stream()
                                .map(CatalogueRow::name)
                                .collect(Collectors.joining(", "))));
    Architecture chosen = parts.length == 1 ? found : found.weightSet(parts[1]);
    return drawn.length == 1 ? chosen : chosen.outputStride(drawn[1]);
  }

  Architecture weightSet(String name) {
    WeightSet found =
        row.sets().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no weight set "
                            + Excerpt.quoted(name)
                            + " for "
                            + row.name()
                            + "; there are "
                            + row.sets().stream()
                                .map(WeightSet::name)
                                .collect(Collectors.joining(", "))));
    return chosen(found);
  }

  Architecture chosen(WeightSet one) {
    return new Architecture(row, Optional.of(one), sides, stride);
  }

  Architecture size(Sides wanted) {
    return new Architecture(row, chosen, Optional.of(wanted.checked()), stride);
  }

  /** Draws it at once, so that a network which cannot have it is refused where it is asked. */
  Architecture outputStride(String wanted) {
    int pixels =
        STRIDES.stream()
            .filter(one -> one.toString().equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "output stride is " + Excerpt.of(wanted) + ", must be 8 or 16"));
    var fine = new Architecture(row, chosen, sides, Optional.of(pixels));
    fine.graph();
    return fine;
  }

  WeightSet set() {
    return chosen.orElseGet(() -> row.sets().get(0));
  }

  Flavour flavour() {
    return row.flavour(set());
  }

  /**
   * The row's name, behind a slash a stride that is not the network's own, and behind a colon the
   * name of a weight set which is not the first.
   */
  @Override
  public String name() {
    List<WeightSet> sets = row.sets();
    String drawn = row.name() + stride.map(pixels -> "/" + pixels).orElse("");
    return sets.isEmpty() || set().equals(sets.get(0)) ? drawn : drawn + ":" + set().name();
  }

  InputContract contract() {
    return sides.map(its -> its.sized(set().contract())).orElse(set().contract());
  }

  @Override
  public Graph graph() {
    Graph own = sides.map(its -> its.drawn(this::square)).orElseGet(() -> square(side().height()));
    return stride.map(pixels -> Dilation.of(own, pixels)).orElse(own);
  }

  private Graph square(int side) {
    return flavour().family().graph(side, IMAGENET_CLASSES);
  }

  /** The network without its ImageNet top. */
  @Override
  public Graph body() {
    Graph graph = graph();
    List<Stage> stages = graph.stages();
    return isTopped(graph) ? graph.until(stages.get(stages.size() - 2).output()) : graph;
  }

  /** A body without the ImageNet top has no classes yet. */
  static List<String> classes(Graph graph) {
    return isTopped(graph) ? ImageNetWords.all() : List.of();
  }

  private static boolean isTopped(Graph graph) {
    List<Stage> stages = graph.stages();
    return stages.get(stages.size() - 1).kind() == Stage.Kind.HEAD;
  }

  private Sides side() {
    return sides.orElseGet(() -> Sides.of(set().contract()));
  }

  @Override
  public String toString() {
    return name() + " (" + side() + " px)";
  }
}
