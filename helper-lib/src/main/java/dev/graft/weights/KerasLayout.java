package dev.graft.weights;

import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns Keras's names and layouts into torch's: {@code conv1/kernel} (kh, kw, in, out) becomes
 * {@code conv1.weight} (out, in, kh, kw), {@code x/depthwise_kernel} (kh, kw, in, multiplier)
 * becomes {@code x.weight} (in · multiplier, 1, kh, kw), a dense kernel (in, out) becomes (out,
 * in).
 */
final class KerasLayout {
  private static final int TILE = 32;

  private KerasLayout() {}

  /** Goes by the metadata's {@code format}, or by names that all read as Keras's do. */
  static boolean recognises(Map<String, String> metadata, Set<String> names) {
    return "keras".equals(metadata.get("format"))
        || !names.isEmpty()
            && names.stream()
                .allMatch(n -> n.indexOf('/') > 0 && KerasNames.torchVariable(last(n)).isPresent());
  }

  static Map<String, Tensor> toTorch(Map<String, Tensor> keras) {
    Map<String, Tensor> torch = new LinkedHashMap<>();
    keras.forEach(
        (name, tensor) -> {
          if (torch.put(torchName(name), torchLayout(name, last(name), tensor)) != null) {
            throw new WeightsException(
                "tensor "
                    + Excerpt.quoted(torchName(name))
                    + " is there twice, once as "
                    + Excerpt.quoted(name));
          }
        });
    return torch;
  }

  private static String torchName(String name) {
    int slash = name.lastIndexOf('/');
    var torch = KerasNames.torchVariable(last(name));
    if (slash < 1 || torch.isEmpty()) {
      throw new WeightsException(
          "tensor " + Excerpt.quoted(name) + " is none of Keras's layer/" + KerasNames.all());
    }
    return name.substring(0, slash).replace('/', '.') + "." + torch.get();
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Turns one variable of a layer round; what is no kernel stays as it is. */
  static Tensor torchLayout(String name, String variable, Tensor tensor) {
    Shape shape = tensor.shape();
    return switch (variable) {
      case "kernel", "pointwise_kernel" -> {
        if (shape.rank() < 2 || shape.rank() > 5) {
          throw rank(name, shape, "(in, out) or (kh, kw, in, out)");
        }
        int last = shape.rank() - 1;
        yield swapped(tensor, shape.get(last - 1), shape.get(last), last - 1, shape.get(last - 1));
      }
      case "depthwise_kernel" -> {
        if (shape.rank() != 4) {
          throw rank(name, shape, "(kh, kw, in, multiplier)");
        }
        yield swapped(tensor, 1, Math.multiplyExact(shape.get(2), shape.get(3)), 2, 1);
      }
      default -> tensor;
    };
  }

  /**
   * Turns (position, in, out) round into (out, in, position), in tiles, so that neither side is
   * read across the whole of a large matrix for each row of the other.
   */
  private static Tensor swapped(Tensor tensor, int in, int out, int kernelAxes, int torchIn) {
    FloatBuffer from = tensor.values();
    float[] to = new float[from.remaining()];
    int positions = to.length / in / out;
    for (int position = 0; position < positions; position++) {
      int base = position * in * out;
      for (int firstIn = 0; firstIn < in; firstIn += TILE) {
        for (int firstOut = 0; firstOut < out; firstOut += TILE) {
          for (int i = firstIn; i < Math.min(in, firstIn + TILE); i++) {
            for (int o = firstOut; o < Math.min(out, firstOut + TILE); o++) {
              to[(o * in + i) * positions + position] = from.get(base + i * out + o);
            }
          }
        }
      }
    }
    List<Integer> dimensions = new ArrayList<>(List.of(out, torchIn));
    dimensions.addAll(tensor.shape().dimensions().subList(0, kernelAxes));
    return Tensor.of(new Shape(dimensions), to);
  }

  private static WeightsException rank(String name, Shape shape, String expected) {
    return new WeightsException(
        "tensor " + Excerpt.quoted(name) + " is " + shape + ", must be " + expected);
  }
}
