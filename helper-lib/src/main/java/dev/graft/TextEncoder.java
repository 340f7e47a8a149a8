package dev.graft;

import dev.graft.data.TextContract;
import dev.graft.engine.Engines;
import dev.graft.graph.Graph;
import dev.graft.infer.OnnxWeights;
import dev.graft.text.Tokenizer;
import dev.graft.weights.StateDict;
import dev.graft.weights.WeightStore;
import dev.graft.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A network that reads ids of tokens, and how its publisher's tensors become its own: what {@link
 * Backbone} is for photos, for texts.
 *
 * <pre>{@code
 * var reader = Backbone.MINILM_L6.load();
 * replaceHead(reader, Head.classifier(reviews.classes()));
 * freeze(reader);
 * predict(reader, "a gentle, funny film");
 * }</pre>
 */
public final class TextEncoder implements Pretrained {
  private final TextArchitecture architecture;
  private final String engine;

  TextEncoder(TextArchitecture architecture, String engine) {
    this.architecture = architecture;
    this.engine = engine;
  }

  /**
   * Lists what there is.
   *
   * @return in the order of the table
   */
  public static List<TextEncoder> all() {
    return TextArchitecture.ROWS.stream().map(row -> new TextEncoder(row, "")).toList();
  }

  /** Finds one of the table. */
  static TextEncoder of(String name) {
    return named(name).orElseThrow();
  }

  /**
   * Finds one by its name.
   *
   * @param name in any case, with dashes or underscores
   * @return the encoder; empty where the name is none's
   */
  public static Optional<TextEncoder> named(String name) {
    return TextArchitecture.named(name).map(row -> new TextEncoder(row, ""));
  }

  /**
   * Names it.
   *
   * @return for example {@code minilm_l6}
   */
  @Override
  public String name() {
    return architecture.name();
  }

  /**
   * Chooses the training engine in place of the rule in {@link Engines}.
   *
   * @param other {@code MXNet} or {@code PyTorch}
   * @return the encoder on that engine
   */
  @Override
  public TextEncoder on(String other) {
    return new TextEncoder(architecture, Engines.named(other));
  }

  /**
   * Reads more or less of each text than the publisher does.
   *
   * @param tokens that are read, those around the text among them; the rest is cut off
   * @return the encoder
   */
  public TextEncoder longest(int tokens) {
    return new TextEncoder(architecture.longest(tokens), engine);
  }

  /**
   * Draws it for texts up to a length; weights are the same for all.
   *
   * @param tokens of the longest text with its padding
   * @return the graph, from {@code ids} and {@code mask}, {@code (1, tokens)} each, to one vector
   * @throws IllegalArgumentException when there are no positions for so many
   */
  public Graph graph(int tokens) {
    return architecture.family().graph(tokens);
  }

  @Override
  public Graph graph() {
    return architecture.graph();
  }

  /**
   * Loads the weights and the tokenizer of the catalogue: from {@code GRAFT_HOME}, from a jar on
   * the class path, from an installed Python package, or by download.
   *
   * @return a model without head, all of it trainable
   * @throws IllegalArgumentException when they are not to be had; the text says what to do
   */
  @Override
  public TransferModel load() {
    return load(file(), tokenizer());
  }

  /**
   * Finds the weight file of the catalogue on this machine, or downloads it.
   *
   * @return the file, verified
   */
  public Path file() {
    return WeightStore.atHome().find(nearest().weights());
  }

  /**
   * Finds the tokenizer of the catalogue on this machine, or downloads it.
   *
   * @return a {@code tokenizer.json}, verified
   */
  public Path tokenizerFile() {
    return WeightStore.atHome().find(nearest().tokenizer());
  }

  /**
   * Reads the tokenizer of the catalogue, found as the weights are.
   *
   * @return the tokenizer
   */
  public Tokenizer tokenizer() {
    return Tokenizer.read(tokenizerFile());
  }

  /** The first set that lies on this machine; the first of all where none does. */
  private TextWeights nearest() {
    List<TextWeights> sets = TextWeights.ofEncoder(name());
    return sets.stream().filter(TextWeights::present).findFirst().orElse(sets.get(0));
  }

  /**
   * Loads weights and tokenizer from files, such as those of a model that was trained elsewhere.
   *
   * @param file of any format that {@link Weights} reads, or ONNX as Hugging Face's optimum writes
   * @param tokenizer a {@code tokenizer.json}
   * @return a model without head, all of it trainable
   * @throws IllegalArgumentException when one is damaged or is of another network
   */
  public TransferModel load(Path file, Path tokenizer) {
    return load(file, Tokenizer.read(tokenizer));
  }

  /**
   * Loads weights from a file, to be read with a tokenizer that was put together before.
   *
   * @param file as for {@link #load(Path, Path)}
   * @param tokenizer whose ids the weights were trained with
   * @return a model without head, all of it trainable
   * @throws IllegalArgumentException when it is damaged or is of another network
   */
  public TransferModel load(Path file, Tokenizer tokenizer) {
    return model(weights(file), tokenizer);
  }

  /** Puts a model together. */
  TransferModel model(StateDict weights, Tokenizer tokenizer) {
    String prefix =
        TextWeights.ofEncoder(name()).stream().map(TextWeights::prefix).findFirst().orElse("");
    var contract = new TextContract(tokenizer, architecture.most(), prefix);
    TextArchitecture own = architecture.longest(contract.longest());
    Graph graph = own.graph();
    TokenIds.requireKnown(graph, tokenizer);
    return new TransferModel(
        new ModelState(
            own, graph, weights.select(graph), Set.of(), Optional.empty(), List.of(), contract),
        engine.isEmpty() ? Engines.choose() : engine);
  }

  /**
   * Reads a weight file as Hugging Face's transformers saves it, under this network's names.
   *
   * @param file of any format that {@link Weights} reads, or ONNX
   * @return its tensors; those of a pooler or of a head are of no use here and keep their names
   * @throws IllegalArgumentException when it is the file of another network; the text says why
   */
  public StateDict weights(Path file) {
    Graph graph = graph(1);
    boolean onnx = file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    StateDict all =
        architecture.fitting().toGraph(graph, onnx ? OnnxWeights.read(file) : Weights.read(file));
    all.select(graph);
    return all;
  }

  @Override
  public String toString() {
    return name();
  }
}
