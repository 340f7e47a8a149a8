package dev.graft.notebook;

import dev.graft.page.Decimals;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Numbers, and lists, arrays, maps and optionals of them, as text that a person reads: rounded as
 * in a table. What holds no {@code double} or {@code float} is written as ever.
 */
final class Rounded {
  private static final int MOST_NUMBERS = 100;

  private final Decimals decimals;

  private Rounded(Decimals decimals) {
    this.decimals = decimals;
  }

  static String text(Object value) {
    double[] all = reals(value).toArray();
    boolean plain = all.length == 0 && !(value != null && value.getClass().isArray());
    return plain ? String.valueOf(value) : new Rounded(Decimals.of(all)).written(value);
  }

  /** Finds what is to be rounded, however deep it lies. */
  private static DoubleStream reals(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return DoubleStream.of(((Number) value).doubleValue());
    }
    return parts(value).stream().flatMapToDouble(Rounded::reals);
  }

  private static Collection<?> parts(Object value) {
    if (value instanceof Collection<?> items) {
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      List<Object> both = new ArrayList<>(map.keySet());
      both.addAll(map.values());
      return both;
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(Collections::singletonList).orElse(List.of());
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? List.of(optional.getAsDouble()) : List.of();
    }
    return value != null && value.getClass().isArray() ? elements(value) : List.of();
  }

  private static List<Object> elements(Object array) {
    return IntStream.range(0, Array.getLength(array)).mapToObj(i -> Array.get(array, i)).toList();
  }

  private String written(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return decimals.text(((Number) value).doubleValue());
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> written(entry.getKey()) + "=" + written(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(inside -> "Optional[" + written(inside) + "]").orElse("Optional.empty");
    }
    if (value instanceof OptionalDouble optional) {
      return "OptionalDouble[" + written(optional.getAsDouble()) + "]";
    }
    boolean list = value instanceof Collection || value != null && value.getClass().isArray();
    return list ? listed(parts(value)) : String.valueOf(value);
  }

  private String listed(Collection<?> items) {
    boolean cut = items.size() > MOST_NUMBERS && items.iterator().next() instanceof Number;
    String shown =
        items.stream()
            .limit(cut ? MOST_NUMBERS : items.size())
            .map(this::written)
            .collect(Collectors.joining(", "));
    return cut
        ? "[" + shown + ", … " + (items.size() - MOST_NUMBERS) + " more]"
        : "[" + shown + "]";
  }
}
