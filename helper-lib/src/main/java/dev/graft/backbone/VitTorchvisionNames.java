package dev.graft.backbone;

import dev.graft.graph.Graph;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renames the tensors of torchvision's vision transformers to the names of {@link Vit}, timm's. */
public final class VitTorchvisionNames {
  private static final Pattern BLOCK =
      Pattern.compile("encoder\\.layers\\.encoder_layer_(\\d+)\\.(.+[._])(weight|bias)");
  private static final Map<String, String> PARTS =
      Map.of(
          "ln_1.", "norm1.",
          "self_attention.in_proj_", "attn.qkv.",
          "self_attention.out_proj.", "attn.proj.",
          "ln_2.", "norm2.",
          "mlp.0.", "mlp.fc1.",
          "mlp.linear_1.", "mlp.fc1.",
          "mlp.3.", "mlp.fc2.",
          "mlp.linear_2.", "mlp.fc2.");
  private static final Map<String, String> AROUND =
      Map.of(
          "class_token", "cls_token",
          "encoder.pos_embedding", "pos_embed",
          "conv_proj.weight", "patch_embed.proj.weight",
          "conv_proj.bias", "patch_embed.proj.bias",
          "encoder.ln.weight", "norm.weight",
          "encoder.ln.bias", "norm.bias",
          "heads.head.weight", "head.weight",
          "heads.head.bias", "head.bias");

  private VitTorchvisionNames() {}

  /**
   * Renames one tensor.
   *
   * @param graph a {@link Vit}
   * @param published a name such as {@code encoder.layers.encoder_layer_0.mlp.0.weight}
   * @return timm's, {@code blocks.0.mlp.fc1.weight}; any other name comes back as it is
   */
  public static String graphName(Graph graph, String published) {
    Matcher block = BLOCK.matcher(published);
    String part = block.matches() ? PARTS.get(block.group(2)) : null;
    return part == null
        ? AROUND.getOrDefault(published, published)
        : "blocks." + block.group(1) + "." + part + block.group(3);
  }
}
