package dev.graft.weights;

import dev.graft.graph.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns Keras's names and layouts into torch's: {@code conv1/kernel} (kh, kw, in, out) becomes
 * {@code conv1.weight} (out, in, kh, kw), {@code x/depthwise_kernel} (kh, kw, in, multiplier)
 * becomes {@code x.weight} (in · multiplier, 1, kh, kw), a dense kernel (in, out) becomes (out,
 * in).
 */
final class KerasLayout {
  private static final Map<String, String> NAMES =
      Map.of(
          "kernel", "weight",
          "depthwise_kernel", "weight",
          "bias", "bias",
          "gamma", "weight",
          "beta", "bias",
          "moving_mean", "running_mean",
          "moving_variance", "running_var");

  private KerasLayout() {}

  /** Goes by the metadata's {@code format}, or by names that all read as Keras's do. */
  static boolean recognises(Map<String, String> metadata, Set<String> names) {
    return "keras".equals(metadata.get("format"))
        || !names.isEmpty()
            && names.stream().allMatch(n -> n.indexOf('/') > 0 && NAMES.containsKey(last(n)));
  }

  static Map<String, Tensor> toTorch(Map<String, Tensor> keras) {
    Map<String, Tensor> torch = new LinkedHashMap<>();
    keras.forEach(
        (name, tensor) -> {
          if (torch.put(torchName(name), torchLayout(name, tensor)) != null) {
            throw new WeightsException(
                "tensor \"" + torchName(name) + "\" is there twice, once as \"" + name + "\"");
          }
        });
    return torch;
  }

  private static String torchName(String name) {
    int slash = name.lastIndexOf('/');
    String torch = NAMES.get(last(name));
    if (slash < 1 || torch == null) {
      throw new WeightsException(
          "tensor "
              + Unpickler.quoted(name)
              + " is none of Keras's layer/"
              + String.join(", layer/", new TreeSet<>(NAMES.keySet())));
    }
    return name.substring(0, slash).replace('/', '.') + "." + torch;
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static Tensor torchLayout(String name, Tensor tensor) {
    Shape shape = tensor.shape();
    return switch (last(name)) {
      case "kernel" -> {
        if (shape.rank() != 2 && shape.rank() != 4) {
          throw rank(name, shape, "(in, out) or (kh, kw, in, out)");
        }
        int out = shape.get(shape.rank() - 1);
        int in = shape.get(shape.rank() - 2);
        yield shape.rank() == 2
            ? swapped(tensor, 1, in, out, Shape.of(out, in))
            : channelsFirst(tensor, in, out, Shape.of(out, in, shape.get(0), shape.get(1)));
      }
      case "depthwise_kernel" -> {
        if (shape.rank() != 4) {
          throw rank(name, shape, "(kh, kw, in, multiplier)");
        }
        int channels = shape.get(2) * shape.get(3);
        yield channelsFirst(tensor, 1, channels, Shape.of(channels, 1, shape.get(0), shape.get(1)));
      }
      default -> tensor;
    };
  }

  private static Tensor channelsFirst(Tensor tensor, int in, int out, Shape torch) {
    return swapped(tensor, torch.get(2) * torch.get(3), in, out, torch);
  }

  /** Turns (position, in, out) round into (out, in, position). */
  private static Tensor swapped(Tensor tensor, int positions, int in, int out, Shape torch) {
    float[] from = tensor.toArray();
    float[] to = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      int position = i / (in * out);
      int input = i / out % in;
      to[(i % out * in + input) * positions + position] = from[i];
    }
    return Tensor.of(torch, to);
  }

  private static WeightsException rank(String name, Shape shape, String expected) {
    return new WeightsException(
        "tensor " + Unpickler.quoted(name) + " is " + shape + ", must be " + expected);
  }
}
