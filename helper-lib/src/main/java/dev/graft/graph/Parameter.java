package dev.graft.graph;

/**
 * A tensor that an op needs from the weights.
 *
 * @param name its last part in the state dict: {@code weight}, {@code bias}, {@code running_mean} …
 * @param shape in torch's layout: convolutions {@code (out, in / groups, kh, kw)}, dense {@code
 *     (out, in)}
 * @param learned false for running statistics, which no optimizer touches
 */
public record Parameter(String name, Shape shape, boolean learned) {
  /** The name of a parameter that state dicts know by its node's name alone: {@code cls_token}. */
  public static final String NODE = "";
}
