package dev.graft.infer;

import dev.graft.graph.Resample;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.List;

/** Writes two products, one an axis. */
final class ResampleWord implements Word<Resample> {
  @Override
  public void write(Resample op, OnnxPlace place) {
    List<String> inputs = place.inputs("rows");
    float[] columns = place.weights().get(place.name() + ".columns").toArray();
    float[] turned = new float[columns.length];
    for (int to = 0; to < op.width(); to++) {
      for (int from = 0; from < op.fromWidth(); from++) {
        turned[from * op.width() + to] = columns[to * op.fromWidth() + from];
      }
    }
    Tensor wide = Tensor.of(Shape.of(op.fromWidth(), op.width()), turned);
    String across = place.graph().constant(place.name() + ".columns/turned", wide);
    String tall = place.step("MatMul", "tall", inputs.get(1), inputs.get(0));
    place.write("MatMul", List.of(tall, across));
  }
}
