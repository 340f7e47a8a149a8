package dev.graft.backbone;

import dev.graft.graph.Graph;

/**
 * RoBERTa (Liu et al. 2019, section 3): BERT's layers, trained longer, with one segment and the
 * bytes of GPT-2 for letters; DistilRoBERTa has every second block. Names are those of {@link
 * Bert}. Checked against transformers 5.24.0.
 *
 * <pre>{@code
 * Graph graph = Roberta.of(Roberta.Size.BASE, Pooling.CLASS, 128);   // (1, 128) twice -> (768)
 * }</pre>
 *
 * <p>Published tables of positions begin with rows at which no token stands, since id 1 is padding;
 * the graph has the 512 others. A {@code <pad>} that is written out in a text is a token like any
 * other here.
 */
public final class Roberta {
  /** Rows at the beginning of a published table of positions at which no token stands. */
  public static final int UNUSED_POSITIONS = 2;

  private static final int VOCABULARY = 50265;
  private static final int POSITIONS = 512;
  private static final int SEGMENTS = 1;
  private static final double EPSILON = 1e-5;
  private static final String PREFIX = "roberta.";

  /** How deep it is. */
  public enum Size {
    /** 768 channels, 12 blocks, 124 M parameters: {@code roberta-base}. */
    BASE("roberta_base", 12),
    /** 768 channels, 6 blocks, 82 M parameters: {@code distilroberta-base}. */
    DISTILLED("distilroberta_base", 6);

    private final String title;
    private final BertLayers layers;

    Size(String title, int depth) {
      this.title = title;
      this.layers = layers(VOCABULARY, 768, depth, 12, 3072);
    }
  }

  private Roberta() {}

  /**
   * Builds it for texts of any length up to one.
   *
   * @param size how deep
   * @param pooling what {@code top} makes of the tokens
   * @param tokens of the longest text with its padding, 1 to 512
   * @return the graph, {@code (1, tokens)} twice to {@code (768)}
   * @throws IllegalArgumentException when there are no positions for so many
   */
  public static Graph of(Size size, Pooling pooling, int tokens) {
    return size.layers.graph(size.title, pooling, tokens);
  }

  /** Layers of any width and depth. */
  static BertLayers layers(int vocabulary, int width, int depth, int heads, int hidden) {
    return new BertLayers(vocabulary, POSITIONS, width, depth, heads, hidden, SEGMENTS, EPSILON);
  }

  /**
   * Renames one tensor.
   *
   * @param graph a RoBERTa
   * @param published a name such as {@code roberta.encoder.layer.0.attention.self.query.weight}
   * @return the graph's; that of a pooler or of a head comes back as it is
   */
  public static String graphName(Graph graph, String published) {
    boolean prefixed = published.startsWith(PREFIX);
    String name = prefixed ? published.substring(PREFIX.length()) : published;
    String known = BertNames.graphName(graph, name);
    return name.startsWith("embeddings.") || name.startsWith("encoder.") ? known : published;
  }
}
