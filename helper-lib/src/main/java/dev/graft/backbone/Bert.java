package dev.graft.backbone;

import dev.graft.graph.Graph;

/**
 * BERT (Devlin et al. 2019, section 3) and encoders of sentences that share its shape: MiniLM (Wang
 * et al. 2020), BGE (Xiao et al. 2023), E5 (Wang et al. 2022). Names are Hugging Face's, but for
 * queries, keys and values, which are one matrix. Checked against transformers 5.24.0.
 *
 * <pre>{@code
 * Graph graph = Bert.of(Bert.Size.MINILM_L6, Pooling.MEAN, 128);   // (1, 128) twice -> (384)
 * }</pre>
 *
 * <p>Inputs are {@code ids}, whole numbers, and {@code mask}, 1 for a token and 0 for padding, both
 * {@code (1, T)}. Stages are {@code embeddings}, {@code block1} … and {@code top}, the pooled
 * vector. The same weights serve every length up to 512. All tokens are of the first segment; the
 * published pooler, a layer for guessing the next sentence, and dropout are left out.
 */
public final class Bert {
  private static final int VOCABULARY = 30522;
  private static final int POSITIONS = 512;
  private static final int SEGMENTS = 2;
  private static final double EPSILON = 1e-12;

  /** How wide and deep it is. */
  public enum Size {
    /** 768 channels, 12 blocks, 109 M parameters: {@code bert-base-uncased}. */
    BASE("bert_base", 768, 12, 12),
    /** 384 channels, 6 blocks, 23 M parameters: {@code all-MiniLM-L6-v2}. */
    MINILM_L6("minilm_l6", 384, 6, 12),
    /** 384 channels, 12 blocks, 33 M parameters: {@code bge-small-en-v1.5}. */
    BGE_SMALL("bge_small", 384, 12, 12),
    /** 384 channels, 12 blocks, 33 M parameters: {@code e5-small-v2}. */
    E5_SMALL("e5_small", 384, 12, 12);

    private final String title;
    private final BertLayers layers;

    Size(String title, int width, int depth, int heads) {
      this.title = title;
      this.layers =
          new BertLayers(VOCABULARY, POSITIONS, width, depth, heads, 4 * width, SEGMENTS, EPSILON);
    }
  }

  private Bert() {}

  /**
   * Builds it for texts of any length up to one.
   *
   * @param size how wide and deep
   * @param pooling what {@code top} makes of the tokens
   * @param tokens of the longest text with its padding, 1 to 512
   * @return the graph, {@code (1, tokens)} twice to {@code (C)}
   * @throws IllegalArgumentException when there are no positions for so many
   */
  public static Graph of(Size size, Pooling pooling, int tokens) {
    return of(size.title, size.layers, pooling, tokens);
  }

  /** Builds one of any width and depth. */
  static Graph of(String name, BertLayers layers, Pooling pooling, int tokens) {
    return layers.graph(name, pooling, tokens);
  }
}
