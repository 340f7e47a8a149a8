package dev.graft.infer.read;

import dev.graft.graph.Arithmetic.Operation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators that give the same numbers another shape, or tell a shape. */
final class ReadShapes {
  static final Map<String, Reading> ALL = new HashMap<>();

  static {
    ALL.put("Shape", step -> List.of(Shapes.shape(step, step.in(0))));
    ALL.put("Size", step -> List.of(size(step.in(0))));
    ALL.put("Reshape", ReadShapes::reshape);
    ALL.put("Flatten", ReadShapes::flatten);
    ALL.put("Squeeze", step -> to(step, Shapes.squeezed(step, step.in(0))));
    ALL.put("Unsqueeze", step -> to(step, Shapes.unsqueezed(step, step.in(0))));
    ALL.put("Transpose", ReadShapes::transpose);
    ALL.put("Expand", ReadShapes::expand);
    ALL.put("DepthToSpace", ReadShapes::depthToSpace);
    ALL.put("SpaceToDepth", ReadShapes::spaceToDepth);
  }

  private ReadShapes() {}

  private static Known size(Value value) {
    return Known.of(true, new long[0], i -> Value.product(value.dims()));
  }

  private static List<Value> to(Step step, long... dims) {
    return List.of(step.drawing().reshaped(step.path(), step.flow(0), dims));
  }

  private static List<Value> transpose(Step step) {
    Flow x = step.flow(0);
    int[] order = FoldedPlaces.order(step, x);
    return List.of(step.drawing().transposed(step.path(), x, order));
  }

  private static List<Value> flatten(Step step) {
    return to(step, Shapes.flat(step, step.flow(0)));
  }

  private static List<Value> reshape(Step step) {
    Flow x = step.flow(0);
    if (!step.knows(1)) {
      throw new IllegalArgumentException("its shape is computed from the image");
    }
    return to(step, Batches.of(step, x));
  }

  private static List<Value> expand(Step step) {
    Flow x = step.flow(0);
    long[] wanted = step.known(1).longs();
    for (int i = 0; i < wanted.length; i++) {
      int own = i - wanted.length + x.rank();
      boolean batch = own == x.batch();
      wanted[i] = batch ? 1 : wanted[i];
    }
    long[] dims = Places.common(x.dims(), wanted);
    if (Arrays.equals(dims, x.dims())) {
      return List.of(x);
    }
    long[] zeros = new long[dims.length];
    for (int i = 0; i < zeros.length; i++) {
      int own = i - dims.length + x.rank();
      zeros[i] = own == x.batch() ? 1 : dims[i];
    }
    Flow raised = x;
    if (dims.length > x.rank()) {
      long[] more = new long[dims.length];
      Arrays.fill(more, 1);
      System.arraycopy(x.dims(), 0, more, dims.length - x.rank(), x.rank());
      raised = step.drawing().reshaped(step.path() + ":raised", x, more);
    }
    Known none = Known.of(false, zeros, i -> 0);
    return List.of(ReadPairs.withOwn(step, step.path(), Operation.ADD, raised, none));
  }

  private static List<Value> depthToSpace(Step step) {
    Flow x = step.flow(0);
    long b = step.integer("blocksize", 1);
    long c = x.dims()[1] / (b * b);
    long h = x.dims()[2];
    long w = x.dims()[3];
    boolean first = step.text("mode", "DCR").equals("DCR");
    Drawing drawing = step.drawing();
    String name = step.path();
    Flow apart =
        first
            ? drawing.reshaped(name, x, Value.BATCH, b, b, c, h, w)
            : drawing.reshaped(name, x, Value.BATCH, c, b, b, h, w);
    Flow turned =
        first
            ? drawing.transposed(name, apart, 0, 3, 4, 1, 5, 2)
            : drawing.transposed(name, apart, 0, 1, 4, 2, 5, 3);
    return List.of(drawing.reshaped(name, turned, Value.BATCH, c, h * b, w * b));
  }

  private static List<Value> spaceToDepth(Step step) {
    Flow x = step.flow(0);
    long b = step.integer("blocksize", 1);
    long c = x.dims()[1];
    long h = x.dims()[2] / b;
    long w = x.dims()[3] / b;
    Drawing drawing = step.drawing();
    String name = step.path();
    Flow apart = drawing.reshaped(name, x, Value.BATCH, c, h, b, w, b);
    Flow turned = drawing.transposed(name, apart, 0, 3, 5, 1, 2, 4);
    return List.of(drawing.reshaped(name, turned, Value.BATCH, c * b * b, h, w));
  }
}
