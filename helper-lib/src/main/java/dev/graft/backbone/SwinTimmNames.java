package dev.graft.backbone;

import dev.graft.graph.Graph;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the tensors of timm's Swin Transformer, and of its authors', to the names of {@link
 * Swin}, torchvision's. timm counts the merging of patches to the group behind it, its authors to
 * the one before.
 */
public final class SwinTimmNames {
  private static final String FIRST_MERGING = "layers.0.downsample.reduction.weight";
  private static final Pattern BLOCK = Pattern.compile("layers\\.(\\d)\\.blocks\\.(.+)");
  private static final Pattern MERGING = Pattern.compile("layers\\.(\\d)\\.downsample\\.(.+)");
  private static final Pattern AROUND = Pattern.compile("(.+)\\.(weight|bias)");

  private static final Map<String, String> OTHERS =
      Map.of(
          "patch_embed.proj", "features.0.0",
          "patch_embed.norm", "features.0.2",
          "head.fc", "head");

  private SwinTimmNames() {}

  /**
   * Renames the tensors of a file, which tell together whose it is.
   *
   * @param graph a {@link Swin}
   * @param published all names, such as {@code layers.0.blocks.1.mlp.fc1.weight}
   * @return gives for each torchvision's, {@code features.1.1.mlp.0.weight}; any other name comes
   *     back as it is
   */
  public static UnaryOperator<String> graphNames(Graph graph, Collection<String> published) {
    boolean authors = published.contains(FIRST_MERGING);
    return name -> graphName(name, authors ? 2 : 0);
  }

  private static String graphName(String published, int later) {
    Matcher block = BLOCK.matcher(published);
    if (block.matches()) {
      String rest = block.group(2).replace("mlp.fc1.", "mlp.0.").replace("mlp.fc2.", "mlp.3.");
      return "features." + (2 * Integer.parseInt(block.group(1)) + 1) + "." + rest;
    }
    Matcher merging = MERGING.matcher(published);
    if (merging.matches()) {
      int at = 2 * Integer.parseInt(merging.group(1)) + later;
      return "features." + at + "." + merging.group(2);
    }
    Matcher around = AROUND.matcher(published);
    return around.matches() && OTHERS.containsKey(around.group(1))
        ? OTHERS.get(around.group(1)) + "." + around.group(2)
        : published;
  }
}
