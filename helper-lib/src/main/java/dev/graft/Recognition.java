package dev.graft;

import dev.graft.Flavour.Names;
import dev.graft.graph.Graph;
import dev.graft.graph.Parameter;
import dev.graft.progress.Progress;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import dev.graft.weights.Weights;
import dev.graft.weights.WeightsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whose a weight file is. Publishers differ in padding, in the epsilon of their normalizations and
 * in the pixels they want, while the tensors' shapes are the same; their names tell them apart.
 *
 * @param set that the file is taken for
 * @param weights of the file, under the names of that set's graph
 * @param others names of the sets that it may be as well, and that compute or see otherwise
 */
record Recognition(WeightSet set, StateDict weights, List<String> others) {
  private static final int CLASSES = 1000;
  private static final Pattern STRIDE = Pattern.compile("/\\d+");
  private static final Pattern SLIM = Pattern.compile("/BatchNorm/");
  private static final Pattern KERAS = Pattern.compile("kernel$");
  private static final Pattern TIMM = Pattern.compile("^(stages|blocks|head|pre_logits)\\.");

  /**
   * A flavour that the file may be of.
   *
   * @param filled how many of the graph's parameters the file fills
   */
  private record Candidate(Flavour flavour, Graph graph, StateDict weights, long filled) {}

  /** Reads a file as of the set of a row that suits it best. */
  static Recognition of(CatalogueRow row, Optional<Integer> size, Path file) {
    StateDict published = Weights.read(file);
    Optional<WeightSet> told = told(row, file);
    if (told.isPresent()) {
      return new Recognition(
          told.get(), candidate(row, told.get(), size, published).weights(), List.of());
    }
    Recognition found = of(row, size, String.valueOf(file.getFileName()), published);
    found.say(row, file);
    return found;
  }

  /** Judges tensors under their published names, and the name of their file. */
  static Recognition of(
      CatalogueRow row, Optional<Integer> size, String name, StateDict published) {
    List<WeightSet> sets = row.sets();
    List<Candidate> all = new ArrayList<>();
    for (Flavour flavour : row.flavours()) {
      sets.stream()
          .filter(set -> set.flavour().equals(flavour.name()))
          .findFirst()
          .ifPresent(set -> add(all, row, set, size, published));
    }
    long most = all.stream().mapToLong(Candidate::filled).max().orElse(0);
    List<Candidate> best = all.stream().filter(c -> c.filled() == most).toList();
    List<WeightSet> possible =
        ofItsSize(
            row,
            published,
            sets.stream().filter(set -> best.stream().anyMatch(c -> is(c, set))).toList());
    if (possible.isEmpty()) {
      WeightSet first = sets.get(0);
      Graph graph = graph(row, first, size);
      StateDict weights = row.flavour(first).fitting().toGraph(graph, published);
      return new Recognition(first, weights, List.of());
    }
    Optional<WeightSet> known = possible.stream().filter(set -> isNamed(set, name)).findFirst();
    WeightSet taken =
        known.orElseGet(
            () ->
                possible.stream()
                    .filter(set -> row.flavour(set).names() == Names.GRAPH)
                    .findFirst()
                    .orElse(possible.get(0)));
    Candidate candidate = of(taken, best);
    List<String> others =
        possible.stream()
            .filter(set -> known.isEmpty() && differs(set, taken, best))
            .map(WeightSet::name)
            .toList();
    return new Recognition(taken, candidate.weights(), others);
  }

  /** Leaves out sets for another size of input where one of the same flavour is for the file's. */
  private static List<WeightSet> ofItsSize(
      CatalogueRow row, StateDict published, List<WeightSet> sets) {
    Set<WeightSet> fitting =
        sets.stream()
            .filter(
                set ->
                    row.flavour(set)
                        .fitting()
                        .isForSizeOf(graph(row, set, Optional.empty()), published))
            .collect(Collectors.toSet());
    return sets.stream()
        .filter(
            set ->
                fitting.contains(set)
                    || fitting.stream().noneMatch(f -> f.flavour().equals(set.flavour())))
        .toList();
  }

  private static Candidate of(WeightSet set, List<Candidate> candidates) {
    return candidates.stream().filter(c -> is(c, set)).findFirst().orElseThrow();
  }

  private static boolean differs(WeightSet set, WeightSet taken, List<Candidate> candidates) {
    return !set.contract().equals(taken.contract())
        || !of(set, candidates).graph().nodes().equals(of(taken, candidates).graph().nodes());
  }

  private static boolean is(Candidate candidate, WeightSet set) {
    return candidate.flavour().name().equals(set.flavour());
  }

  /** A file of Graft's has the graph's names, whatever its flavour, and says of which set it is. */
  private static Optional<WeightSet> told(CatalogueRow row, Path file) {
    Map<String, String> metadata = Map.of();
    try {
      metadata = Files.isRegularFile(file) ? Safetensors.metadata(file) : metadata;
    } catch (WeightsException e) {
      return Optional.empty(); // of another format
    }
    String name = STRIDE.matcher(metadata.getOrDefault("backbone", "")).replaceFirst("");
    return name.equals(row.name())
        ? Optional.of(row.sets().get(0))
        : row.sets().stream().filter(set -> name.equals(row.name() + ":" + set.name())).findFirst();
  }

  private static void add(
      List<Candidate> all,
      CatalogueRow row,
      WeightSet set,
      Optional<Integer> size,
      StateDict published) {
    try {
      Candidate candidate = candidate(row, set, size, published);
      if (candidate.filled() > 0 && claims(candidate, published)) {
        all.add(candidate);
      }
    } catch (IllegalArgumentException e) {
      // two tensors of one name: not of this flavour
    }
  }

  private static Graph graph(CatalogueRow row, WeightSet set, Optional<Integer> size) {
    int pixels = size.orElse(set.contract().height());
    return row.flavour(set).family().graph(pixels, CLASSES);
  }

  private static Candidate candidate(
      CatalogueRow row, WeightSet set, Optional<Integer> size, StateDict published) {
    Flavour flavour = row.flavour(set);
    Graph graph = graph(row, set, size);
    StateDict weights = flavour.fitting().toGraph(graph, published);
    long filled = graph.parameters().entrySet().stream().filter(p -> fills(weights, p)).count();
    return new Candidate(flavour, graph, weights, filled);
  }

  private static boolean fills(StateDict weights, Map.Entry<String, Parameter> parameter) {
    return weights.names().contains(parameter.getKey())
        && weights.get(parameter.getKey()).shape().equals(parameter.getValue().shape());
  }

  /** Whose names the graph happens to have is not for that reason of every flavour. */
  private static boolean claims(Candidate candidate, StateDict published) {
    boolean renamed =
        candidate.graph().parameters().keySet().stream()
            .anyMatch(
                name ->
                    candidate.weights().names().contains(name)
                        && !published.names().contains(name));
    Names names = candidate.flavour().names();
    if (any(published, SLIM) || names == Names.SLIM) {
      return renamed && any(published, SLIM) && names == Names.SLIM;
    }
    return switch (names) {
      case GRAPH -> !renamed;
      case KERAS -> renamed && !any(published, TIMM);
      case OTHER -> renamed && !any(published, KERAS);
      default -> true;
    };
  }

  private static boolean any(StateDict published, Pattern names) {
    return published.names().stream().anyMatch(name -> names.matcher(name).find());
  }

  private static boolean isNamed(WeightSet set, String name) {
    return set.file().filter(file -> file.name().equals(name)).isPresent();
  }

  private void say(CatalogueRow row, Path file) {
    if (others.isEmpty()) {
      return;
    }
    try (Progress progress = Progress.start("loading " + row.name(), 1)) {
      progress.keep(
          ("%s is read as weight set \"%s\" of %s; its tensors do not tell it from %s:"
                  + " weightSet(name) chooses")
              .formatted(file.getFileName(), set.name(), row.name(), String.join(", ", others)));
    }
  }
}
