package dev.graft.backbone;

import dev.graft.graph.Graph;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of Hugging Face's ViT, DeiT and DINOv2 to the names of {@link Vit} and {@link
 * DinoV2}, timm's: as its files have them, and as its modules do since version 5. Queries, keys and
 * values, matrices of their own there, become {@code attn.q}, {@code attn.k} and {@code attn.v},
 * which {@code StackedProjections} lays below each other.
 */
public final class VitHuggingFaceNames {
  private static final String MODEL = "(?:(?:vit|deit|dinov2|dinov2_with_registers)\\.)?";
  private static final Pattern BLOCK =
      Pattern.compile(MODEL + "(?:encoder\\.)?layers?\\.(\\d+)\\.(.+)\\.(weight|bias|lambda1)");
  private static final Pattern AROUND = Pattern.compile(MODEL + "(.+)");

  private static final Map<String, String> PARTS =
      Map.ofEntries(
          Map.entry("layernorm_before", "norm1"),
          Map.entry("norm1", "norm1"),
          Map.entry("attention.attention.query", "attn.q"),
          Map.entry("attention.q_proj", "attn.q"),
          Map.entry("attention.attention.key", "attn.k"),
          Map.entry("attention.k_proj", "attn.k"),
          Map.entry("attention.attention.value", "attn.v"),
          Map.entry("attention.v_proj", "attn.v"),
          Map.entry("attention.output.dense", "attn.proj"),
          Map.entry("attention.o_proj", "attn.proj"),
          Map.entry("layer_scale1", "ls1"),
          Map.entry("layernorm_after", "norm2"),
          Map.entry("norm2", "norm2"),
          Map.entry("intermediate.dense", "mlp.fc1"),
          Map.entry("mlp.fc1", "mlp.fc1"),
          Map.entry("output.dense", "mlp.fc2"),
          Map.entry("mlp.fc2", "mlp.fc2"),
          Map.entry("layer_scale2", "ls2"));
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("embeddings.cls_token", "cls_token"),
          Map.entry("embeddings.position_embeddings", "pos_embed"),
          Map.entry("embeddings.register_tokens", "reg_token"),
          Map.entry("embeddings.distillation_token", "dist_token"),
          Map.entry("embeddings.patch_embeddings.projection.weight", "patch_embed.proj.weight"),
          Map.entry("embeddings.patch_embeddings.projection.bias", "patch_embed.proj.bias"),
          Map.entry("layernorm.weight", "norm.weight"),
          Map.entry("layernorm.bias", "norm.bias"),
          Map.entry("classifier.weight", "head.weight"),
          Map.entry("classifier.bias", "head.bias"));

  private VitHuggingFaceNames() {}

  /**
   * Renames one tensor.
   *
   * @param graph a {@link Vit} or a {@link DinoV2}
   * @param published a name such as {@code vit.encoder.layer.0.intermediate.dense.weight}
   * @return timm's, {@code blocks.0.mlp.fc1.weight}; any other name comes back as it is
   */
  public static String graphName(Graph graph, String published) {
    Matcher block = BLOCK.matcher(published);
    if (block.matches()) {
      String parameter = block.group(3).equals("lambda1") ? "layer_scale" : block.group(3);
      return Optional.ofNullable(PARTS.get(block.group(2)))
          .map(part -> "blocks." + block.group(1) + "." + part + "." + parameter)
          .orElse(published);
    }
    Matcher around = AROUND.matcher(published);
    return around.matches() ? OTHERS.getOrDefault(around.group(1), published) : published;
  }
}
