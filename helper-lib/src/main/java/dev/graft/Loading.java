package dev.graft;

import dev.graft.data.InputContract;
import dev.graft.engine.Engines;
import dev.graft.graph.Graph;
import dev.graft.graph.Stage;
import dev.graft.progress.Progress;
import dev.graft.weights.MayMiss;
import dev.graft.weights.Selection;
import dev.graft.weights.StateDict;
import dev.graft.weights.WeightStore;
import dev.graft.weights.Weights;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The words by which a network of the catalogue becomes a model: with weights, or without. */
abstract sealed class Loading permits Backbone {
  final Architecture architecture;
  final String engine;

  Loading(Architecture architecture, String engine) {
    this.architecture = architecture;
    this.engine = engine;
  }

  /**
   * Names this row, and the weight set where it is not the row's first.
   *
   * @return for example {@code efficientnet_lite0} or {@code resnet50:torchvision-v2}
   */
  public String name() {
    return architecture.name();
  }

  /**
   * Lists the published weights of this network.
   *
   * @return at least one set for every row of the catalogue, the default first
   */
  public List<WeightSet> weightSets() {
    return architecture.row().sets();
  }

  /**
   * Tells which weights this backbone stands for.
   *
   * @return the chosen set, or the first
   */
  public WeightSet weightSet() {
    return architecture.set();
  }

  /**
   * Tells what the weights want to see.
   *
   * @return size, colour order, mean and std
   */
  public InputContract contract() {
    return architecture.contract();
  }

  /**
   * Draws the network with its ImageNet top.
   *
   * @return the graph
   */
  public Graph graph() {
    return architecture.graph();
  }

  /**
   * Loads the ImageNet weights of the catalogue: from {@code GRAFT_HOME}, from a jar on the class
   * path, from an installed Python package, or by download.
   *
   * @return a model, all of it trainable
   * @throws IllegalArgumentException when they are not to be had; the text says what to do
   */
  public TransferModel load() {
    Architecture chosen = architecture.chosen(architecture.set());
    return model(chosen, weights(chosen, file()));
  }

  /**
   * Loads weights from a file of any format that {@link Weights} reads. A file without the ImageNet
   * classifier gives a model that wants {@code replaceHead}. Unless a weight set was chosen, its
   * tensors' names tell whose file it is, as {@link Backbone#suiting} does.
   *
   * @param file the weights
   * @return a model, all of it trainable
   * @throws IllegalArgumentException when the file does not fit this network; the text says where
   */
  public TransferModel load(Path file) {
    Recognition found = recognise(file);
    return model(architecture.chosen(found.set()), found.weights());
  }

  private TransferModel model(Architecture of, StateDict weights) {
    Graph graph = of.graph();
    Stage head = graph.stages().get(graph.stages().size() - 1);
    boolean topless =
        head.nodes().stream().noneMatch(node -> weights.names().contains(node + ".weight"));
    Graph fitting = topless ? of.body() : graph;
    return model(of, fitting, weights.select(fitting));
  }

  /**
   * Loads a weight file that fits in part, such as one fine-tuned on other classes. Says in one
   * line what is missing and what was not used.
   *
   * @param file the weights
   * @param mayMiss which tensors need not be there, or may have another shape; where the head's are
   *     among them the model wants {@code replaceHead}, others are drawn at random
   * @return a model, all of it trainable
   * @throws IllegalArgumentException when others are missing or do not fit; the text says which
   */
  public TransferModel load(Path file, MayMiss mayMiss) {
    Recognition known = recognise(file);
    return model(architecture.chosen(known.set()), known.weights(), mayMiss);
  }

  private TransferModel model(Architecture of, StateDict weights, MayMiss mayMiss) {
    Graph graph = of.graph();
    Selection found = Selection.of(weights, graph, mayMiss);
    try (Progress progress = Progress.start("loading " + of.name(), 1)) {
      progress.keep(found.toString());
    }
    Set<String> missing = new HashSet<>(found.missing());
    Graph body = of.body();
    Graph fitting = body.parameters().keySet().containsAll(missing) ? graph : body;
    StateDict drawn = RandomWeights.of(fitting, 42, missing);
    return model(of, fitting, found.weights().with(drawn.tensors()).select(fitting));
  }

  /**
   * Reads a weight file under this network's names.
   *
   * @param file the weights
   * @return all its tensors, of which the network may need fewer
   */
  public StateDict weights(Path file) {
    return weights(architecture, file);
  }

  private static StateDict weights(Architecture of, Path file) {
    return of.flavour().fitting().toGraph(of.graph(), Weights.read(file));
  }

  /**
   * Chooses the weight set that a file is of: by what Graft itself wrote into it, by the name of a
   * published file, or by its tensors' names, which tell the publishers apart. Where those fit
   * several sets that differ, in the network or in what it wants to see, the first is taken and a
   * line says so. A set that was chosen before stays chosen.
   *
   * @param file the weights
   * @return the backbone with that set; with its default where the names fit none
   */
  public Backbone suiting(Path file) {
    return new Backbone(architecture.chosen(recognise(file).set()), engine);
  }

  /** Tells whose file it is, unless that was chosen. */
  Recognition recognise(Path file) {
    if (architecture.chosen().isPresent()) {
      return new Recognition(architecture.set(), weights(file), List.of());
    }
    return Recognition.of(architecture.row(), architecture.sides().map(Sides::height), file);
  }

  /**
   * Finds the weight file of the catalogue on this machine, or downloads it.
   *
   * @return the file, verified
   */
  public Path file() {
    return WeightStore.atHome()
        .find(
            architecture
                .set()
                .file()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            architecture.name()
                                + " has no published weights in the catalogue; give a file to"
                                + " load(Path)")));
  }

  /**
   * Makes the same network with random weights, the honest baseline of transfer learning. Train it
   * with {@code BatchNormStatistics.UPDATED}: its stored statistics say nothing yet.
   *
   * @param seed of the weights
   * @return a model, all of it trainable
   */
  public TransferModel untrained(long seed) {
    Graph body = architecture.body();
    return model(architecture, body, RandomWeights.of(body, seed, body.parameters().keySet()));
  }

  private TransferModel model(Architecture of, Graph graph, StateDict weights) {
    return new TransferModel(
        new ModelState(
            of,
            graph,
            weights,
            Set.of(),
            Optional.empty(),
            Architecture.classes(graph),
            of.contract()),
        engine.isEmpty() ? Engines.choose() : engine);
  }
}
