package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.Shape;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that Keras 3.15 and h5py wrote, see record_keras_weights.py: element i of each variable, in
 * Keras's layout, is i / 8.
 */
class KerasFilesTest {
  private static final List<String> NET =
      List.of(
          "bn1.beta",
          "bn1.moving_mean",
          "bn1.moving_variance",
          "bn2.beta",
          "bn2.gamma",
          "bn2.moving_mean",
          "bn2.moving_variance",
          "conv1.bias",
          "conv1.kernel",
          "dw.depthwise_kernel",
          "top.bias",
          "top.kernel");

  @ParameterizedTest
  @ValueSource(strings = {"net.h5", "net.weights.h5", "net.keras"})
  void namesAlikeInEveryFormat(String file) {
    StateDict weights = read(file);
    assertEquals(NET, List.copyOf(new TreeSet<>(weights.names())));
    checkConvolution(weights.get("conv1.kernel"), Shape.of(4, 3, 3, 2));
    checkRamp(weights.get("bn1.moving_variance"), 4);
    checkRamp(weights.get("bn2.beta"), 4);
    Tensor depthwise = weights.get("dw.depthwise_kernel");
    assertEquals(Shape.of(4, 1, 3, 3), depthwise.shape());
    for (int i = 0; i < 36; i++) {
      assertEquals((i % 9 * 4 + i / 9) / 8f, depthwise.toArray()[i]);
    }
    assertEquals(Shape.of(2, 4), weights.get("top.kernel").shape());
    assertArrayEquals(
        new float[] {0, .25f, .5f, .75f, .125f, .375f, .625f, .875f},
        weights.get("top.kernel").toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"old.h5", "packed.h5"})
  void readsWhatKeras1And2Wrote(String file) {
    StateDict weights = read(file);
    assertEquals(
        Set.of(
            "block1/conv1.kernel",
            "block1/conv1.bias",
            "bn.gamma",
            "bn.beta",
            "bn.moving_mean",
            "bn.moving_variance",
            "sep.depthwise_kernel",
            "sep.pointwise_kernel"),
        weights.names());
    checkConvolution(weights.get("block1/conv1.kernel"), Shape.of(4, 3, 3, 2));
    checkRamp(weights.get("bn.moving_variance"), 4);
    Tensor depthwise = weights.get("sep.depthwise_kernel");
    assertEquals(Shape.of(6, 1, 2, 1), depthwise.shape());
    for (int i = 0; i < 12; i++) {
      assertEquals((i % 2 * 6 + i / 2) / 8f, depthwise.toArray()[i]);
    }
    assertEquals(Shape.of(5, 6, 1, 1), weights.get("sep.pointwise_kernel").shape());
    assertEquals(1 / 8f, weights.get("sep.pointwise_kernel").toArray()[6]);
  }

  @Test
  void widensFloats() {
    StateDict weights = read("types.h5");
    assertEquals(Set.of("half.bias", "float64.bias", "bfloat.bias"), weights.names());
    weights.tensors().values().forEach(tensor -> checkRamp(tensor, 5));
  }

  @Test
  void torchNamesComeOfKerass() {
    assertEquals(
        List.of("bn.weight", "bn.running_var", "a/b.weight", "x.pointwise_kernel", "fc", "c.0"),
        List.of("bn.gamma", "bn.moving_variance", "a/b.kernel", "x.pointwise_kernel", "fc", "c.0")
            .stream()
            .map(KerasNames::torchName)
            .toList());
  }

  private static StateDict read(String file) {
    return Weights.read(Fixture.recorded("keras/" + file));
  }

  private static void checkRamp(Tensor tensor, int count) {
    assertEquals(Shape.of(count), tensor.shape());
    for (int i = 0; i < count; i++) {
      assertEquals(i / 8f, tensor.toArray()[i]);
    }
  }

  /** Of a kernel (h, w, in, out). */
  private static void checkConvolution(Tensor kernel, Shape torch) {
    assertEquals(torch, kernel.shape());
    int at = 0;
    for (int out = 0; out < torch.get(0); out++) {
      for (int in = 0; in < torch.get(1); in++) {
        for (int position = 0; position < torch.get(2) * torch.get(3); position++) {
          float expected = ((position * torch.get(1) + in) * torch.get(0) + out) / 8f;
          assertEquals(expected, kernel.toArray()[at++]);
        }
      }
    }
  }
}
