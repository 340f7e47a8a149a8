package dev.graft.infer;

import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How layers compute in whole numbers of 8 bits: between which numbers each value lies, which
 * products do so and which are too sensitive. An immutable value, made by {@link Calibrator}.
 *
 * <p>A value x stands as {@code q} of 0…255 with {@code x ≈ scale · (q − zero)}, one scale for the
 * whole value; a weight as {@code x ≈ scale · q}, one scale for each output channel (Jacob et al.
 * 2018, arXiv 1712.05877, section 2; Nagel et al. 2021, arXiv 2106.08295, sections 2.2 and 2.4).
 *
 * @param ranges of values, by their names in the ONNX model
 * @param layers names of the graph's layers that it holds for: those that were frozen then, and are
 * @param products names in the ONNX model of those that may compute in 8 bits
 * @param floats those of them that are left in float
 * @param decibels how loud the frozen part's output is above the noise of the others: {@code 10 ·
 *     log10(Σ y² / Σ (y − ŷ)²)}, over some inputs of the calibration
 */
public record Quantization(
    Map<String, Range> ranges,
    Set<String> layers,
    Set<String> products,
    Set<String> floats,
    double decibels) {

  /**
   * Between which numbers a value lies; what is beyond becomes the nearer end.
   *
   * @param low at most 0
   * @param high at least 0, above low
   */
  public record Range(float low, float high) {
    /** Checks the ends; 0 must be a number that stands for itself. */
    public Range {
      boolean fits = low <= 0 && high >= 0 && high > low && Float.isFinite(high - low);
      if (!fits) {
        throw new IllegalArgumentException(
            "range is %s to %s, must be finite, with 0 in it".formatted(low, high));
      }
    }

    /** One step of 255. */
    float scale() {
      return Math.max((float) (((double) high - low) / 255), Float.MIN_NORMAL);
    }

    /** The whole number that stands for 0. */
    int zero() {
      return (int) Math.max(0, Math.min(255, Math.rint(-(double) low / scale())));
    }
  }

  /** Sorts, so that equal ones are written alike. */
  public Quantization {
    ranges = Collections.unmodifiableMap(new TreeMap<>(ranges));
    layers = Collections.unmodifiableSet(new TreeSet<>(layers));
    products = Collections.unmodifiableSet(new TreeSet<>(products));
    floats = Collections.unmodifiableSet(new TreeSet<>(floats));
  }

  /** Whether a product of a layer computes in 8 bits. */
  boolean holds(String layer, String product) {
    return layers.contains(layer) && !floats.contains(product);
  }

  /**
   * Forgets layers that learn now: what is frozen of them later is another network's.
   *
   * @param frozen names of the layers that are still frozen
   * @return this, or what holds for those alone
   */
  public Quantization within(Set<String> frozen) {
    if (frozen.containsAll(layers)) {
      return this;
    }
    Set<String> left = new TreeSet<>(layers);
    left.retainAll(frozen);
    return new Quantization(ranges, left, products, floats, decibels);
  }

  /**
   * Tells what decides how a slice computes, for the keys under which its features are kept.
   *
   * @param slice of the network
   * @return equal texts for what computes alike; empty where the slice has no layer in 8 bits
   */
  public String text(Graph slice) {
    Set<String> names = slice.nodes().stream().map(Node::name).collect(Collectors.toSet());
    List<String> its = layers.stream().filter(names::contains).toList();
    if (its.isEmpty()) {
      return "";
    }
    return "int8 of " + its + " between " + ranges + " but " + floats;
  }

  /** The same ranges, other products left in float. */
  Quantization leaving(Set<String> some) {
    return new Quantization(ranges, layers, products, some, decibels);
  }

  /** The same, measured. */
  Quantization heard(double above) {
    return new Quantization(ranges, layers, products, floats, above);
  }

  /** Says how many products compute in 8 bits, how loud the output is, and what stays in float. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "int8: %d of %d products, %.1f dB above the noise%s",
        products.size() - floats.size(),
        products.size(),
        decibels,
        floats.isEmpty() ? "" : "; in float " + String.join(", ", floats));
  }
}
