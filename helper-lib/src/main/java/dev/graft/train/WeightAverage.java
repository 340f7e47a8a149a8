package dev.graft.train;

import ai.djl.ndarray.NDArray;
import java.util.*;

final class WeightAverage implements AutoCloseable {
  private final Map<String, NDArray> a = new HashMap<>();
  private final float decay;

  WeightAverage(double d) {
    decay = (float) d;
  }

  void update(Map<String, NDArray> w) {
    w.forEach(
        (n, x) -> {
          var old = a.get(n);
          if (old == null) a.put(n, x.duplicate());
          else Temporaries.all(() -> old.addi(x.sub(old).mul(1 - decay)));
        });
  }

  Map<String, NDArray> arrays() {
    return a;
  }

  void restore(Map<String, NDArray> m) {
    a.putAll(m);
  }

  public void close() {
    a.values().forEach(NDArray::close);
  }
}
