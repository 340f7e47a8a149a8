package dev.graft.backbone;

import dev.graft.graph.Graph;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of Hugging Face's Swin Transformer to the names of {@link Swin},
 * torchvision's. Queries, keys and values, matrices of their own there, become {@code attn.q},
 * {@code attn.k} and {@code attn.v}, which {@code StackedProjections} lays below each other.
 */
public final class SwinHuggingFaceNames {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:swin\\.)?encoder\\.layers\\.(\\d)\\.blocks\\.(\\d+)\\.(.+?)"
              + "(\\.weight|\\.bias|\\.relative_position_bias_table)");
  private static final Pattern MERGING =
      Pattern.compile("(?:swin\\.)?encoder\\.layers\\.(\\d)\\.downsample\\.(.+)");
  private static final Pattern AROUND = Pattern.compile("(?:swin\\.)?(.+)(\\.weight|\\.bias)");

  private static final Map<String, String> PARTS =
      Map.of(
          "layernorm_before", "norm1",
          "attention.self.query", "attn.q",
          "attention.self.key", "attn.k",
          "attention.self.value", "attn.v",
          "attention.self", "attn",
          "attention.output.dense", "attn.proj",
          "layernorm_after", "norm2",
          "intermediate.dense", "mlp.0",
          "output.dense", "mlp.3");
  private static final Map<String, String> OTHERS =
      Map.of(
          "embeddings.patch_embeddings.projection", "features.0.0",
          "embeddings.norm", "features.0.2",
          "layernorm", "norm",
          "classifier", "head");

  private SwinHuggingFaceNames() {}

  /**
   * Renames one tensor.
   *
   * @param graph a {@link Swin}
   * @param published a name such as {@code swin.encoder.layers.0.blocks.1.output.dense.weight}
   * @return torchvision's, {@code features.1.1.mlp.3.weight}; any other name comes back as it is
   */
  public static String graphName(Graph graph, String published) {
    Matcher block = BLOCK.matcher(published);
    if (block.matches() && PARTS.containsKey(block.group(3))) {
      int group = 2 * Integer.parseInt(block.group(1)) + 1;
      String part = PARTS.get(block.group(3)) + block.group(4);
      return "features." + group + "." + block.group(2) + "." + part;
    }
    Matcher merging = MERGING.matcher(published);
    if (merging.matches()) {
      return "features." + (2 * Integer.parseInt(merging.group(1)) + 2) + "." + merging.group(2);
    }
    Matcher around = AROUND.matcher(published);
    return around.matches() && OTHERS.containsKey(around.group(1))
        ? OTHERS.get(around.group(1)) + around.group(2)
        : published;
  }
}
