package dev.graft.weights;

import dev.graft.weights.Pickled.Function;
import dev.graft.weights.Pickled.None;
import dev.graft.weights.Pickled.Storage;
import dev.graft.weights.Pickled.StorageType;
import dev.graft.weights.Pickled.Tuple;
import dev.graft.weights.Pickled.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The handful of globals that a pickle of tensors may name, and what calling them builds. The
 * globals are those of {@code torch/_utils.py} and {@code torch/serialization.py} of torch 2.7.
 */
final class PickleGlobals {
  private PickleGlobals() {}

  /** Admits what tensors are made of. Everything a pickle can name passes here. */
  static Pickled global(String module, String name) {
    String full = module + "." + name;
    switch (full) {
      case "collections.OrderedDict":
        return Function.ORDERED_DICT;
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2":
        return Function.REBUILD_TENSOR;
      case "torch._utils._rebuild_parameter":
        return Function.REBUILD_PARAMETER;
      default:
        var dtype = module.equals("torch") ? Dtype.ofStorage(name) : Optional.<Dtype>empty();
        return new StorageType(
            dtype.orElseThrow(
                () ->
                    new WeightsException(
                        "weights want to call "
                            + Excerpt.quoted(full)
                            + "; only tensors are read")));
    }
  }

  static Object reduce(Function function, List<Object> arguments) {
    return switch (function) {
      case ORDERED_DICT -> {
        Map<Object, Object> dict = new LinkedHashMap<>();
        if (!arguments.isEmpty()) {
          // how Python 2 wrote it: one list of [key, value]
          for (Object item : as(List.class, arguments.get(0))) {
            List<?> pair = as(List.class, item);
            put(dict, argument(Object.class, pair, 0), argument(Object.class, pair, 1));
          }
        }
        yield dict;
      }
      case REBUILD_TENSOR ->
          new View(
              argument(Storage.class, arguments, 0),
              argument(Long.class, arguments, 1),
              longs(argument(Tuple.class, arguments, 2)),
              longs(argument(Tuple.class, arguments, 3)));
      case REBUILD_PARAMETER -> argument(View.class, arguments, 0);
    };
  }

  static Storage storage(List<Object> id) {
    if (!"storage".equals(argument(String.class, id, 0))) {
      throw new WeightsException("persistent id is " + Excerpt.of(id.get(0)) + ", must be storage");
    }
    if (id.size() > 5 && id.get(5) != None.NONE) {
      throw new WeightsException("views of storages, as before torch 0.4, are not read");
    }
    return new Storage(
        argument(String.class, id, 2),
        argument(StorageType.class, id, 1).dtype(),
        argument(Long.class, id, 4));
  }

  private static List<Long> longs(Tuple tuple) {
    return tuple.items().stream().map(item -> as(Long.class, item)).toList();
  }

  private static <T> T argument(Class<T> type, List<?> arguments, int index) {
    if (index >= arguments.size()) {
      throw new WeightsException(
          "pickle gives " + arguments.size() + " arguments, at least " + (index + 1) + " needed");
    }
    return as(type, arguments.get(index));
  }

  static <T> T as(Class<T> type, Object value) {
    if (!type.isInstance(value)) {
      throw new WeightsException(
          "pickle has "
              + value.getClass().getSimpleName()
              + " where "
              + type.getSimpleName()
              + " belongs");
    }
    return type.cast(value);
  }

  static void put(Map<Object, Object> dict, Object key, Object value) {
    if (!(key instanceof String || key instanceof Long)) {
      throw new WeightsException(
          "pickle has " + key.getClass().getSimpleName() + " as a key, must be text or a number");
    }
    dict.put(key, value);
  }
}
