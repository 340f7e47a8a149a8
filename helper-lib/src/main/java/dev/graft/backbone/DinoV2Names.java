package dev.graft.backbone;

import dev.graft.graph.Graph;

/**
 * Renames the tensors of timm's DINOv2, and of its authors', to the names of {@link DinoV2}: those
 * of timm but for the scale of a branch, which is torchvision's.
 */
public final class DinoV2Names {
  private DinoV2Names() {}

  /**
   * Renames one tensor.
   *
   * @param graph a {@link DinoV2}
   * @param published a name such as {@code blocks.0.ls1.gamma} or {@code register_tokens}
   * @return the graph's, {@code blocks.0.ls1.layer_scale}; any other name comes back as it is
   */
  public static String graphName(Graph graph, String published) {
    return published.equals("register_tokens")
        ? "reg_token"
        : published.replaceFirst("^(blocks\\.\\d+\\.ls[12])\\.gamma$", "$1.layer_scale");
  }
}
