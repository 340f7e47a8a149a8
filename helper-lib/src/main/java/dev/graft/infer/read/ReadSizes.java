package dev.graft.infer.read;

import dev.graft.graph.Resample;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.List;
import java.util.Map;

/** Maps of another size. */
final class ReadSizes {
  static final Map<String, Reading> ALL =
      Map.of("Resize", ReadSizes::resize, "Upsample", ReadSizes::resize);

  private ReadSizes() {}

  private static List<Value> resize(Step step) {
    Flow x = step.flow(0);
    if (!x.plain() || x.rank() != 4) {
      throw new IllegalArgumentException("only maps of single images have a size");
    }
    boolean old = step.opset() < 11;
    double[] scales = new double[2];
    long[] sizes = new long[2];
    for (int axis = 0; axis < 2; axis++) {
      long in = x.dims()[2 + axis];
      if (!old && step.has(3) && step.known(3).size() >= 2) {
        long[] all = step.known(3).longs();
        sizes[axis] = all[all.length - 2 + axis];
        scales[axis] = (double) sizes[axis] / in;
      } else {
        Known given = scales(step, old);
        scales[axis] = given.at(given.size() - 2 + axis);
        sizes[axis] = (long) Math.floor(in * scales[axis]);
      }
    }
    Mixing mixing = Mixing.of(step, old);
    int h = Math.toIntExact(x.dims()[2]);
    int w = Math.toIntExact(x.dims()[3]);
    int height = Math.toIntExact(sizes[0]);
    int width = Math.toIntExact(sizes[1]);
    if (height == h && width == w) {
      return List.of(x);
    }
    Map<String, Tensor> tensors =
        Map.of(
            "rows", Tensor.of(Shape.of(height, h), mixing.matrix(h, height, scales[0])),
            "columns", Tensor.of(Shape.of(width, w), mixing.matrix(w, width, scales[1])));
    long[] dims = {Value.BATCH, x.dims()[1], height, width};
    return List.of(
        step.drawing().add(step.path(), new Resample(h, w, height, width), tensors, dims, x));
  }

  private static Known scales(Step step, boolean old) {
    if (old && !step.has(1)) {
      float[] given =
          step.given("scales")
              .map(
                  a -> {
                    float[] all = new float[a.getFloatsCount()];
                    for (int i = 0; i < all.length; i++) {
                      all[i] = a.getFloats(i);
                    }
                    return all;
                  })
              .orElse(new float[0]);
      return Known.of(false, new long[] {given.length}, i -> given[i]);
    }
    return step.known(old ? 1 : 2);
  }
}
