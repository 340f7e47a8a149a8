package dev.graft;

import dev.graft.backbone.Bert;
import dev.graft.backbone.BertNames;
import dev.graft.backbone.DistilBert;
import dev.graft.backbone.DistilBertNames;
import dev.graft.backbone.Pooling;
import dev.graft.graph.Graph;
import dev.graft.weights.StateDict;
import dev.graft.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A network that reads ids of tokens, and how its publisher's tensors become its own: what {@link
 * Backbone} is for photos, for texts. Its weights are files of one's own.
 *
 * <pre>{@code
 * TextEncoder encoder = TextEncoder.named("minilm_l6").orElseThrow();
 * Graph graph = encoder.graph(128);
 * StateDict weights = encoder.weights(Path.of("model.safetensors"));
 * }</pre>
 */
public final class TextEncoder {
  private static final Fitting BERT = new TextFitting(BertNames::graphName);
  private static final Fitting DISTILBERT = new TextFitting(DistilBertNames::graphName);

  /** All there are; what each makes of its tokens is what its publisher does. */
  private static final List<TextEncoder> ROWS =
      List.of(
          bert("bert_base", Bert.Size.BASE, Pooling.CLASS),
          new TextEncoder(
              "distilbert_base", tokens -> DistilBert.base(Pooling.CLASS, tokens), DISTILBERT),
          bert("minilm_l6", Bert.Size.MINILM_L6, Pooling.MEAN),
          bert("bge_small", Bert.Size.BGE_SMALL, Pooling.CLASS),
          bert("e5_small", Bert.Size.E5_SMALL, Pooling.MEAN));

  /** Draws a network for texts of so many tokens. */
  private interface Family {
    Graph graph(int tokens);
  }

  private final String name;
  private final Family family;
  private final Fitting fitting;

  private TextEncoder(String name, Family family, Fitting fitting) {
    this.name = name;
    this.family = family;
    this.fitting = fitting;
  }

  private static TextEncoder bert(String name, Bert.Size size, Pooling pooling) {
    return new TextEncoder(name, tokens -> Bert.of(size, pooling, tokens), BERT);
  }

  /**
   * Lists what there is.
   *
   * @return in the order of the table
   */
  public static List<TextEncoder> all() {
    return ROWS;
  }

  /**
   * Finds one by its name.
   *
   * @param name in any case, with dashes or underscores
   * @return the encoder; empty where the name is none's
   */
  public static Optional<TextEncoder> named(String name) {
    String key = name.toLowerCase(Locale.ROOT).replace('-', '_');
    return ROWS.stream().filter(row -> row.name.equals(key)).findFirst();
  }

  /**
   * Names it.
   *
   * @return for example {@code minilm_l6}
   */
  public String name() {
    return name;
  }

  /**
   * Draws it for texts of one length; weights are the same for all.
   *
   * @param tokens of each text with its padding
   * @return the graph, from {@code ids} and {@code mask}, {@code (1, tokens)} each, to one vector
   * @throws IllegalArgumentException when there are no positions for so many
   */
  public Graph graph(int tokens) {
    return family.graph(tokens);
  }

  /**
   * Reads a weight file as Hugging Face's transformers saves it, under this network's names.
   *
   * @param file of any format that {@link Weights} reads
   * @return its tensors; those of a pooler or of a head are of no use here and keep their names
   * @throws IllegalArgumentException when it is the file of another network; the text says why
   */
  public StateDict weights(Path file) {
    Graph graph = graph(1);
    StateDict all = fitting.toGraph(graph, Weights.read(file));
    all.select(graph);
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
