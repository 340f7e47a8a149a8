package dev.graft.backbone;

import java.util.regex.Pattern;

/**
 * Renames the tensors of torchvision's published DenseNets, which are older than its code: their
 * dense layers say {@code norm.1} where the network says {@code norm1}.
 */
public final class DenseNetNames {
  private static final Pattern OLD = Pattern.compile("(denselayer\\d+\\.(?:norm|conv))\\.(\\d\\.)");

  private DenseNetNames() {}

  /**
   * Renames one tensor.
   *
   * @param published a name such as {@code features.denseblock1.denselayer1.norm.1.weight}
   * @return {@code features.denseblock1.denselayer1.norm1.weight}; any other name comes back as it
   *     is
   */
  public static String torchvisionName(String published) {
    return OLD.matcher(published).replaceFirst("$1$2");
  }
}
