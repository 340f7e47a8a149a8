package dev.graft.weights;

import java.util.Map;
import java.util.Optional;

/**
 * The names that Keras gives to a layer's variables, as {@link Weights#read} reports them: {@code
 * layer.variable}, with Keras's own layer name and one of {@code kernel}, {@code bias}, {@code
 * depthwise_kernel}, {@code pointwise_kernel}, {@code gamma}, {@code beta}, {@code moving_mean},
 * {@code moving_variance} and a few rarer ones.
 *
 * <pre>{@code
 * StateDict torch = Weights.read(Path.of("mobilenet.h5")).rename(KerasNames::torchName);
 * }</pre>
 */
public final class KerasNames {
  private static final Map<String, String> TORCH =
      Map.of(
          "kernel", "weight",
          "depthwise_kernel", "weight",
          "bias", "bias",
          "gamma", "weight",
          "beta", "bias",
          "moving_mean", "running_mean",
          "moving_variance", "running_var");

  private KerasNames() {}

  /**
   * Exchanges Keras's variable for torch's and keeps the layer: {@code bn.gamma} becomes {@code
   * bn.weight}. A separable convolution's {@code pointwise_kernel} has no name in torch, which
   * keeps two layers for it, and stays as it is, as does every name that is none of Keras's.
   *
   * @param kerasName layer and variable, as in {@code conv1.kernel}
   * @return torch's name
   */
  public static String torchName(String kerasName) {
    int dot = kerasName.lastIndexOf('.');
    String torch = TORCH.get(kerasName.substring(dot + 1));
    return dot < 0 || torch == null ? kerasName : kerasName.substring(0, dot + 1) + torch;
  }

  static Optional<String> torchVariable(String kerasVariable) {
    return Optional.ofNullable(TORCH.get(kerasVariable));
  }

  static String all() {
    return TORCH.keySet().stream().sorted().reduce((a, b) -> a + ", layer/" + b).orElseThrow();
  }
}
