package dev.graft.weights;

import dev.graft.graph.Shape;
import dev.graft.weights.Pickled.Storage;
import dev.graft.weights.Pickled.View;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns what an unpickler described into tensors, each checked against its storage. */
final class TorchTensors {
  private static final List<String> WRAPPERS = List.of("state_dict", "model_state_dict", "model");
  private static final int MOST_WRAPPERS = 4;

  /** What DataParallel and torch.compile put before every name. */
  private static final List<String> PREFIXES = List.of("module.", "_orig_mod.");

  private final Function<Storage, ByteBuffer> bytes;
  private final Map<Storage, FloatBuffer> storages = new HashMap<>();
  private long copyable;

  /**
   * Starts a file.
   *
   * @param bytes of a storage, checked to be as many as the storage says
   * @param fileSize in bytes; bounds how many values may be copied, however often a file refers to
   *     the same bytes
   */
  TorchTensors(Function<Storage, ByteBuffer> bytes, long fileSize) {
    this.bytes = bytes;
    this.copyable = 2 * fileSize;
  }

  /** Takes the float tensors of a dict, or of the dict it wraps as {@code state_dict} or alike. */
  Map<String, Tensor> all(Object root) {
    Map<?, ?> dict = unwrap(root);
    int prefix = prefix(dict);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    dict.forEach(
        (key, value) -> {
          if (value instanceof View view && view.storage().dtype().isFloat()) {
            String name = String.valueOf(key).substring(prefix);
            if (tensors.put(name, tensor(name, view)) != null) {
              throw new WeightsException("tensor " + Excerpt.quoted(name) + " is there twice");
            }
          }
        });
    return tensors;
  }

  /** Counts the letters that a wrapper put before the name of every tensor. */
  private static int prefix(Map<?, ?> dict) {
    List<String> names =
        dict.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof View)
            .map(entry -> String.valueOf(entry.getKey()))
            .toList();
    int length = 0;
    for (boolean more = true; more; ) {
      int from = length;
      length +=
          PREFIXES.stream()
              .filter(prefix -> names.stream().allMatch(name -> name.startsWith(prefix, from)))
              .mapToInt(String::length)
              .sum();
      more = length > from;
    }
    return length;
  }

  private static Map<?, ?> unwrap(Object root) {
    Object inner = root;
    for (int depth = 0; depth <= MOST_WRAPPERS; depth++) {
      if (!(inner instanceof Map<?, ?> dict)) {
        throw new WeightsException(
            "weights are a " + inner.getClass().getSimpleName() + ", must be a dict of tensors");
      }
      var wrapped = WRAPPERS.stream().filter(name -> dict.get(name) instanceof Map).findFirst();
      if (wrapped.isEmpty()) {
        return checked(dict);
      }
      inner = dict.get(wrapped.get());
    }
    throw new WeightsException("weights are wrapped over " + MOST_WRAPPERS + " dicts deep");
  }

  private static Map<?, ?> checked(Map<?, ?> dict) {
    if (dict.values().stream().noneMatch(View.class::isInstance)) {
      throw new WeightsException(
          "weights have no tensors at the top, only "
              + dict.keySet().stream()
                  .limit(5)
                  .map(Excerpt::quoted)
                  .collect(Collectors.joining(", ", "[", "]"))
              + "; a dict of tensors may be wrapped as "
              + String.join(", ", WRAPPERS));
    }
    return dict;
  }

  private Tensor tensor(String name, View view) {
    Shape shape = Shapes.checked(name, view.size());
    FloatBuffer values = storages.computeIfAbsent(view.storage(), this::floats);
    List<Long> stride = view.stride();
    long last = view.offset();
    boolean outside = stride.size() != shape.rank() || last < 0;
    try {
      for (int axis = 0; !outside && axis < shape.rank(); axis++) {
        outside = stride.get(axis) < 0;
        last = Math.addExact(last, Math.multiplyExact(shape.get(axis) - 1L, stride.get(axis)));
      }
    } catch (ArithmeticException e) {
      outside = true;
    }
    if (outside || last >= values.capacity()) {
      throw new WeightsException(
          "tensor "
              + Excerpt.quoted(name)
              + " "
              + shape
              + " with strides "
              + Excerpt.of(stride)
              + " from "
              + view.offset()
              + " leaves its storage of "
              + values.capacity()
              + " values");
    }
    int from = Math.toIntExact(view.offset());
    if (isContiguous(shape, stride)) {
      return new Tensor(shape, values.slice(from, Math.toIntExact(shape.size())));
    }
    spend(shape.size());
    return Tensor.of(shape, gather(values, from, shape, stride));
  }

  private FloatBuffer floats(Storage storage) {
    spend(Math.max(0, storage.count()));
    return storage.dtype().floats(bytes.apply(storage));
  }

  private void spend(long values) {
    copyable -= values;
    if (copyable < 0) {
      throw new WeightsException("weights repeat their values beyond the size of their file");
    }
  }

  private static boolean isContiguous(Shape shape, List<Long> stride) {
    long expected = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      if (shape.get(axis) > 1 && stride.get(axis) != expected) {
        return false;
      }
      expected *= shape.get(axis);
    }
    return true;
  }

  private static float[] gather(FloatBuffer from, int offset, Shape shape, List<Long> stride) {
    float[] to = new float[Math.toIntExact(shape.size())];
    int[] index = new int[shape.rank()];
    long at = offset;
    for (int i = 0; i < to.length; i++) {
      to[i] = from.get((int) at);
      for (int axis = index.length - 1; axis >= 0; axis--) {
        at += stride.get(axis);
        if (++index[axis] < shape.get(axis)) {
          break;
        }
        at -= index[axis] * stride.get(axis);
        index[axis] = 0;
      }
    }
    return to;
  }
}
