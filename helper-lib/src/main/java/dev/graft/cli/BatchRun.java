package dev.graft.cli;

import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Runs arrays of any length through a body, some samples at a time. */
final class BatchRun {
  private static final int BATCH = 16;

  private BatchRun() {}

  /** Takes an array (N, …) for each input; gives maps as (N, C, H, W), tokens as (N, T, C). */
  static Tensor of(Body body, List<Tensor> inputs) {
    int n = inputs.get(0).shape().get(0);
    int out = Math.toIntExact(body.outputShape().size());
    FloatBuffer result = FloatBuffer.allocate(Math.multiplyExact(n, out));
    List<FloatBuffer> chunks =
        body.inputShapes().stream().map(shape -> DirectFloats.of(BATCH * shape.size())).toList();
    FloatBuffer answer = DirectFloats.of(BATCH * out);
    for (int from = 0; from < n; from += BATCH) {
      int count = Math.min(BATCH, n - from);
      for (int i = 0; i < chunks.size(); i++) {
        int in = Math.toIntExact(body.inputShapes().get(i).size());
        FloatBuffer values = inputs.get(i).values();
        chunks.get(i).clear().put(values.slice(from * in, count * in)).clear();
      }
      body.run(chunks, count, List.of(answer.clear()));
      result.put(from * out, answer, 0, count * out);
    }
    List<Integer> shape = new ArrayList<>(List.of(n));
    shape.addAll(body.outputShape().dimensions());
    Tensor y = new Tensor(new Shape(shape), result);
    return body.outputShape().rank() == 2 ? rows(y) : y;
  }

  /** Turns images (N, H, W, C) to (N, C, H, W). */
  static Tensor channelsFirst(Tensor images) {
    int[] shape = images.shape().dimensions().stream().mapToInt(d -> d).toArray();
    int area = shape[1] * shape[2];
    int channels = shape[3];
    FloatBuffer from = images.values();
    FloatBuffer to = FloatBuffer.allocate(from.remaining());
    for (int i = 0; i < to.capacity(); i++) {
      int of = i / (channels * area);
      to.put(i, from.get((of * area + i % area) * channels + i / area % channels));
    }
    return new Tensor(Shape.of(shape[0], channels, shape[1], shape[2]), to);
  }

  /** Lays out tokens, (N, C, T), as other frameworks do. */
  private static Tensor rows(Tensor tokens) {
    int n = tokens.shape().get(0);
    int channels = tokens.shape().get(1);
    int count = tokens.shape().get(2);
    FloatBuffer from = tokens.values();
    FloatBuffer to = FloatBuffer.allocate(from.remaining());
    for (int i = 0; i < to.capacity(); i++) {
      int of = i / (channels * count);
      to.put(i, from.get((of * channels + i % channels) * count + i / channels % count));
    }
    return new Tensor(Shape.of(n, count, channels), to);
  }
}
