package dev.graft.backbone;

import dev.graft.graph.Graph;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of Hugging Face's DistilBERT, with the model's prefix or without, to the
 * names of {@link DistilBert}, which are BERT's.
 */
public final class DistilBertNames {
  private static final Pattern BLOCK =
      Pattern.compile("(?:distilbert\\.)?transformer\\.layer\\.(\\d+)\\.(.+)\\.(weight|bias)");
  private static final Pattern EMBEDDINGS = Pattern.compile("(?:distilbert\\.)?(embeddings\\..+)");
  private static final Map<String, String> PARTS =
      Map.of(
          "attention.q_lin", "attention.self.q",
          "attention.k_lin", "attention.self.k",
          "attention.v_lin", "attention.self.v",
          "attention.out_lin", "attention.output.dense",
          "sa_layer_norm", "attention.output.LayerNorm",
          "ffn.lin1", "intermediate.dense",
          "ffn.lin2", "output.dense",
          "output_layer_norm", "output.LayerNorm");

  private DistilBertNames() {}

  /**
   * Renames one tensor.
   *
   * @param graph a {@link DistilBert}
   * @param published a name such as {@code distilbert.transformer.layer.0.ffn.lin1.weight}
   * @return the graph's, {@code encoder.layer.0.intermediate.dense.weight}; that of a head comes
   *     back as it is
   */
  public static String graphName(Graph graph, String published) {
    Matcher block = BLOCK.matcher(published);
    if (block.matches()) {
      String part = PARTS.getOrDefault(block.group(2), block.group(2));
      return "encoder.layer." + block.group(1) + "." + part + "." + block.group(3);
    }
    Matcher embeddings = EMBEDDINGS.matcher(published);
    return embeddings.matches() ? BertNames.graphName(graph, embeddings.group(1)) : published;
  }
}
