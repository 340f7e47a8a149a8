package dev.graft.backbone;

import dev.graft.graph.Graph;

/**
 * DistilBERT (Sanh et al. 2019, section 3): every second block of BERT, and no segments. Names are
 * those of {@link Bert}. Checked against transformers 5.24.0.
 *
 * <pre>{@code
 * Graph graph = DistilBert.base(Pooling.CLASS, 128);   // (1, 128) twice -> (768)
 * }</pre>
 */
public final class DistilBert {
  private static final BertLayers BASE = new BertLayers(30522, 512, 768, 6, 12, 3072, 0, 1e-12);

  private DistilBert() {}

  /**
   * Builds {@code distilbert-base-uncased}, 66 M parameters, for texts of any length up to one.
   *
   * @param pooling what {@code top} makes of the tokens
   * @param tokens of the longest text with its padding, 1 to 512
   * @return the graph, {@code (1, tokens)} twice to {@code (768)}
   * @throws IllegalArgumentException when there are no positions for so many
   */
  public static Graph base(Pooling pooling, int tokens) {
    return of("distilbert_base", BASE, pooling, tokens);
  }

  /** Builds one of any width and depth. */
  static Graph of(String name, BertLayers layers, Pooling pooling, int tokens) {
    return layers.graph(name, pooling, tokens);
  }
}
