package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Constants that are made, and read as other shapes. */
final class FoldedShapes {
  static final Map<String, FoldingRule> RULES = new HashMap<>();

  static {
    RULES.put("Constant", step -> List.of(constant(step)));
    RULES.put("ConstantOfShape", FoldedShapes::filled);
    RULES.put("Expand", FoldedShapes::expand);
    RULES.put("EyeLike", FoldedShapes::eye);
    RULES.put("Flatten", step -> List.of(reshaped(step, Shapes.flat(step, step.known(0)))));
    RULES.put("Range", FoldedShapes::range);
    RULES.put("Reshape", step -> List.of(reshaped(step, Shapes.target(step, step.known(0)))));
    RULES.put("Shape", step -> List.of(Shapes.shape(step, step.known(0))));
    RULES.put("Size", step -> List.of(size(step.known(0))));
    RULES.put("Squeeze", step -> List.of(reshaped(step, Shapes.squeezed(step, step.known(0)))));
    RULES.put("Tile", FoldedShapes::tile);
    RULES.put("Unsqueeze", step -> List.of(reshaped(step, Shapes.unsqueezed(step, step.known(0)))));
  }

  private FoldedShapes() {}

  private static Known reshaped(Step step, long... dims) {
    Known in = step.known(0);
    int batch = batch(dims);
    if (batch >= 0 && Value.product(dims) == in.size() * Value.BATCH) {
      long[] one = dims.clone();
      one[batch] /= Value.BATCH;
      return one[batch] == 1 ? in.reshaped(one).repeated(batch) : in.reshaped(one);
    }
    if (Value.product(dims) != in.size()) {
      throw new IllegalArgumentException(
          Arrays.toString(in.dims()) + " cannot become " + Arrays.toString(dims));
    }
    return in.reshaped(dims);
  }

  private static Known constant(Step step) {
    var value = step.given("value");
    if (value.isPresent()) {
      return Known.of(value.get().getT()).from(value.get().getT().getName());
    }
    for (AttributeProto given : step.node().getAttributeList()) {
      switch (given.getName()) {
        case "value_int" -> {
          return Known.of(true, new long[0], i -> given.getI());
        }
        case "value_float" -> {
          return Known.number(given.getF());
        }
        case "value_ints" -> {
          return Known.of(true, new long[] {given.getIntsCount()}, given::getInts);
        }
        case "value_floats" -> {
          return Known.of(false, new long[] {given.getFloatsCount()}, given::getFloats);
        }
        default -> {}
      }
    }
    throw new IllegalArgumentException("it has no value of numbers");
  }

  private static List<Known> filled(Step step) {
    long[] dims = step.known(0).longs();
    Known value = step.given("value").map(a -> Known.of(a.getT())).orElse(Known.number(0));
    double number = value.number();
    return List.of(wide(dims, value.whole(), number));
  }

  /** One value may stand for the whole batch. */
  private static Known wide(long[] dims, boolean whole, double number) {
    long[] one = dims.clone();
    int batch = batch(dims);
    if (batch >= 0 && dims[batch] == Value.BATCH && dims.length > 1) {
      one[batch] = 1;
      return Known.of(whole, one, i -> number).repeated(batch);
    }
    return Known.of(whole, dims, i -> number);
  }

  private static int batch(long... dims) {
    return IntStream.range(0, dims.length)
        .filter(i -> dims[i] > 0 && dims[i] % Value.BATCH == 0)
        .findFirst()
        .orElse(-1);
  }

  private static List<Known> expand(Step step) {
    Known in = step.known(0);
    long[] dims = Places.common(in.dims(), step.known(1).longs());
    int batch = batch(dims);
    boolean alone = batch >= 0 && dims[batch] == Value.BATCH && dims.length > 1;
    if (alone
        && (batch < dims.length - in.rank() || in.dims()[batch - dims.length + in.rank()] == 1)) {
      long[] one = dims.clone();
      one[batch] = 1;
      return List.of(Places.broadcast(in, one).repeated(batch));
    }
    return List.of(Places.broadcast(in, dims));
  }

  private static List<Known> eye(Step step) {
    long[] dims = step.known(0).dims();
    long k = step.integer("k", 0);
    return List.of(
        Known.of(
            step.known(0).whole(),
            dims,
            i -> {
              long[] index = Places.index(i, dims);
              return index[1] - index[0] == k ? 1 : 0;
            }));
  }

  private static List<Known> range(Step step) {
    double start = step.known(0).number();
    double by = step.known(2).number();
    if (start == 0 && by == 1 && step.known(1).number() == Value.BATCH) {
      step.ahead().counted(step.node());
      return List.of(Known.whole(0).repeated(0)); // a sample picks what is its own
    }
    double count = Math.max(0, Math.ceil((step.known(1).number() - start) / by));
    if (!(count < Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("it counts from " + start + " by " + by);
    }
    return List.of(Known.of(step.known(0).whole(), new long[] {(long) count}, i -> start + i * by));
  }

  private static Known size(Known in) {
    return Known.of(true, new long[0], i -> in.size());
  }

  private static List<Known> tile(Step step) {
    Known in = step.known(0);
    long[] times = step.known(1).longs();
    List<Long> dims = new ArrayList<>();
    for (int i = 0; i < in.rank(); i++) {
      dims.add(Math.multiplyExact(in.dims()[i], times[i]));
    }
    long[] all = dims.stream().mapToLong(d -> d).toArray();
    return List.of(
        Places.moved(
            in,
            all,
            index -> {
              for (int i = 0; i < index.length; i++) {
                index[i] %= in.dims()[i];
              }
              return index;
            }));
  }
}
