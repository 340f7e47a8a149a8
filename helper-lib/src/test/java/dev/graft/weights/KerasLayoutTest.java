package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.graph.Shape;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasLayoutTest {
  @TempDir Path folder;

  @Test
  void turnsConvolutions() {
    // (kh 1, kw 2, in 2, out 3); each value reads kw, in, out
    Tensor kernel =
        Tensor.of(Shape.of(1, 2, 2, 3), 0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112);
    Tensor weight = only(Map.of("conv1/kernel", kernel), "conv1.weight");
    assertEquals(Shape.of(3, 2, 1, 2), weight.shape());
    assertArrayEquals(
        new float[] {0, 100, 10, 110, 1, 101, 11, 111, 2, 102, 12, 112}, weight.toArray());
  }

  @Test
  void turnsDepthwiseConvolutions() {
    // (kh 2, kw 1, in 2, multiplier 2); each value reads kh, in, multiplier
    Tensor kernel = Tensor.of(Shape.of(2, 1, 2, 2), 0, 1, 10, 11, 100, 101, 110, 111);
    Tensor weight = only(Map.of("dw/depthwise_kernel", kernel), "dw.weight");
    assertEquals(Shape.of(4, 1, 2, 1), weight.shape());
    assertArrayEquals(new float[] {0, 100, 1, 101, 10, 110, 11, 111}, weight.toArray());
  }

  @Test
  void turnsDenseLayers() {
    Tensor kernel = Tensor.of(Shape.of(2, 3), 0, 1, 2, 10, 11, 12);
    Tensor weight = only(Map.of("a/b/kernel", kernel), "a.b.weight");
    assertEquals(Shape.of(3, 2), weight.shape());
    assertArrayEquals(new float[] {0, 10, 1, 11, 2, 12}, weight.toArray());
  }

  @Test
  void namesTheRest() {
    Tensor one = Tensor.of(Shape.of(1), 1);
    assertEquals(
        Set.of("bn.weight", "bn.bias", "bn.running_mean", "bn.running_var", "d.bias"),
        KerasLayout.toTorch(
                Map.of(
                    "bn/gamma", one,
                    "bn/beta", one,
                    "bn/moving_mean", one,
                    "bn/moving_variance", one,
                    "d/bias", one))
            .keySet());
  }

  @Test
  void isRecognisedByContent() {
    assertTrue(KerasLayout.recognises(Map.of("format", "keras"), Set.of()));
    assertTrue(KerasLayout.recognises(Map.of(), Set.of("x/kernel", "x/bias")));
    assertFalse(KerasLayout.recognises(Map.of(), Set.of("x/kernel", "y.weight")));
    assertFalse(KerasLayout.recognises(Map.of("format", "pt"), Set.of("x.weight")));
    Path file = folder.resolve("k");
    Safetensors.write(file, StateDict.of(Map.of("x/gamma", Tensor.of(Shape.of(1), 1))), Map.of());
    assertEquals(Set.of("x.weight"), Weights.read(file).names());
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    Tensor one = Tensor.of(Shape.of(1), 1);
    assertEquals(
        "tensor \"x/pointwise_kernel\" is none of Keras's layer/beta, layer/bias,"
            + " layer/depthwise_kernel, layer/gamma, layer/kernel, layer/moving_mean,"
            + " layer/moving_variance",
        message(Map.of("x/pointwise_kernel", one)));
    assertEquals(
        "tensor \"x/kernel\" is (1), must be (in, out) or (kh, kw, in, out)",
        message(Map.of("x/kernel", one)));
    assertEquals(
        "tensor \"x/depthwise_kernel\" is (1), must be (kh, kw, in, multiplier)",
        message(Map.of("x/depthwise_kernel", one)));
    assertTrue(
        message(Map.of("x/gamma", one, "x/kernel", Tensor.of(Shape.of(1, 1), 1)))
            .startsWith("tensor \"x.weight\" is there twice, once as \"x/"));
  }

  private static Tensor only(Map<String, Tensor> keras, String name) {
    return KerasLayout.toTorch(keras).get(name);
  }

  private static String message(Map<String, Tensor> keras) {
    return assertThrows(WeightsException.class, () -> KerasLayout.toTorch(keras)).getMessage();
  }
}
