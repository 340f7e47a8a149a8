package dev.graft.backbone;

import dev.graft.graph.Graph;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of Hugging Face's BERT to the names of {@link Bert}: with the model's prefix
 * or without, and as the first files, converted from TensorFlow, have their normalizations.
 * Queries, keys and values, matrices of their own there, become {@code q}, {@code k} and {@code v},
 * which {@code StackedProjections} lays below each other.
 */
public final class BertNames {
  private static final Pattern NAME =
      Pattern.compile("(?:bert\\.)?((?:embeddings|encoder\\.layer\\.\\d+)\\..+)");
  private static final Map<String, String> PARTS =
      Map.of(
          ".LayerNorm.gamma", ".LayerNorm.weight",
          ".LayerNorm.beta", ".LayerNorm.bias",
          ".attention.self.query.", ".attention.self.q.",
          ".attention.self.key.", ".attention.self.k.",
          ".attention.self.value.", ".attention.self.v.",
          "embeddings.position_embeddings.weight", "embeddings.position_embeddings");

  private BertNames() {}

  /**
   * Renames one tensor.
   *
   * @param graph a {@link Bert}
   * @param published a name such as {@code bert.encoder.layer.0.attention.self.query.weight}
   * @return the graph's, {@code encoder.layer.0.attention.self.q.weight}; that of a pooler or of a
   *     head comes back as it is
   */
  public static String graphName(Graph graph, String published) {
    Matcher matcher = NAME.matcher(published);
    if (!matcher.matches()) {
      return published;
    }
    String name = matcher.group(1);
    for (Map.Entry<String, String> part : PARTS.entrySet()) {
      name = name.replace(part.getKey(), part.getValue());
    }
    return name;
  }
}
