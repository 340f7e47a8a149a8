package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.engine.DeviceArrays;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an optimizer remembers can be taken out and given to another, which goes on the same. */
class Optimizer_StateTest {
  private static final FineTune OPTIONS = FineTune.epochs(1);
  private static final Tensor ONE = Tensor.of(Shape.of(1), 1);

  @EngineSource
  void anotherGoesOnBitForBit(String engine) {
    for (FineTune options :
        new FineTune[] {OPTIONS.adam(), OPTIONS.adamW(), OPTIONS.sgd(0.9), OPTIONS.sgd(0)}) {
      try (NDManager manager = Engines.load(engine).newBaseManager();
          Optimizer straight = options.steps().optimizer();
          Optimizer before = options.steps().optimizer();
          Optimizer after = options.steps().optimizer()) {
        Map<String, NDArray> weights = weights(manager);
        take(20, straight, weights);

        Map<String, NDArray> others = weights(manager);
        take(10, before, others);
        take(1, after, weights(manager)); // what it knew is forgotten
        Map<String, Tensor> kept = downloaded(before.state());
        after.restore(manager, kept, before.steps());
        take(10, after, others);

        assertEquals(20, after.steps());
        for (String name : weights.keySet()) {
          assertArrayEquals(
              weights.get(name).toFloatArray(), others.get(name).toFloatArray(), name);
        }
      }
    }
  }

  @EngineSource
  void stateIsNamedByParameterAndClosed(String engine) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      Map<String, NDArray> weights = weights(manager);
      int before = manager.getManagedArrays().size();
      try (Optimizer adam = OPTIONS.adam().steps().optimizer();
          Optimizer sgd = OPTIONS.sgd(0.9).steps().optimizer()) {
        take(1, adam, weights);
        take(1, sgd, weights);
        assertEquals(
            Set.of("first.a.weight", "second.a.weight", "first.b", "second.b"),
            adam.state().keySet());
        assertEquals(Set.of("velocity.a.weight", "velocity.b"), sgd.state().keySet());
        Map<String, Tensor> kept = downloaded(adam.state());
        assertEquals(Shape.of(2, 2), kept.get("first.a.weight").shape());
        adam.restore(manager, kept, 1);
        sgd.restore(manager, downloaded(sgd.state()), 1);
        assertEquals(before + 6, manager.getManagedArrays().size());
      }
      assertEquals(before, manager.getManagedArrays().size());
    }
  }

  @Test
  void theStateOfAnotherKindIsRefused() {
    assertEquals(
        "optimizer state \"velocity.w\" is not Adam's, which has first.… and second.…",
        refused(OPTIONS.adam(), "velocity.w"));
    assertEquals(
        "optimizer state has \"first.w\" but no \"second.w\"", refused(OPTIONS.adamW(), "first.w"));
    assertEquals(
        "optimizer state \"first.w\" is not SGD's, which has velocity.… alone",
        refused(OPTIONS.sgd(0.9), "first.w"));
  }

  private static String refused(FineTune options, String name) {
    try (NDManager manager = Engines.load(Engines.PYTORCH).newBaseManager();
        Optimizer optimizer = options.steps().optimizer()) {
      return assertThrows(
              IllegalArgumentException.class,
              () -> optimizer.restore(manager, Map.of(name, ONE), 1))
          .getMessage();
    }
  }

  private static Map<String, NDArray> weights(NDManager manager) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    weights.put("a.weight", manager.create(new float[][] {{1, -2}, {0.5f, 3}}));
    weights.put("b", manager.create(new float[] {0.1f, -0.7f, 1.3f}));
    return weights;
  }

  private static void take(int steps, Optimizer optimizer, Map<String, NDArray> weights) {
    for (int i = 0; i < steps; i++) {
      optimizer.step();
      weights.forEach(
          (name, w) -> {
            try (NDArray gradient = w.mul(1.7)) {
              optimizer.update(name, w, gradient, 0.03, 0.1);
            }
          });
    }
  }

  private static Map<String, Tensor> downloaded(Map<String, NDArray> state) {
    Map<String, Tensor> tensors = new HashMap<>();
    state.forEach((name, array) -> tensors.put(name, DeviceArrays.download(array)));
    return tensors;
  }
}
