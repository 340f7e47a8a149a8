package dev.graft;

import dev.graft.data.Inputs;
import dev.graft.graph.Extent;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Inputs that are read and computed together, of which some may turn out unreadable.
 *
 * @param body that computes
 * @param finish what becomes of its rows
 */
record CompiledBatch(Body body, UnaryOperator<float[][]> finish) {

  /** One input, or why there is none. */
  record Source(Inputs input, String reason) {}

  static Source read(Supplier<Inputs> open) {
    try {
      return new Source(open.get(), "");
    } catch (IllegalArgumentException e) {
      return new Source(null, reason(e));
    }
  }

  private static String reason(RuntimeException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  List<CompiledRow> rows(List<Source> sources) {
    CompiledRow[] rows = new CompiledRow[sources.size()];
    Map<Integer, List<Integer>> lengths = new TreeMap<>();
    for (int i = 0; i < rows.length; i++) {
      Source source = sources.get(i);
      if (source.input == null) {
        rows[i] = new CompiledRow(new float[0], source.reason);
      } else {
        // of one length, so that what is computed of a text does not depend on the others
        int positions = source.input.positions(0);
        lengths.computeIfAbsent(positions, length -> new ArrayList<>()).add(i);
      }
    }
    lengths.forEach((positions, same) -> batch(positions, same, sources, rows));
    return List.of(rows);
  }

  private void batch(int positions, List<Integer> some, List<Source> sources, CompiledRow... rows) {
    Extent most = new Extent(some.size(), positions);
    List<FloatBuffer> values = buffers(body.inputShapes(), most);
    List<Integer> good = new ArrayList<>();
    for (int index : some) {
      try {
        FloatBuffer[] places = places(values, most.samples(1), good.size());
        sources.get(index).input.read(0, places);
        good.add(index);
      } catch (RuntimeException e) {
        rows[index] = new CompiledRow(new float[0], reason(e));
      }
    }
    if (!good.isEmpty()) {
      compute(new Extent(good.size(), positions), values, good, rows);
    }
  }

  private void compute(
      Extent extent, List<FloatBuffer> values, List<Integer> good, CompiledRow... rows) {
    List<FloatBuffer> outputs = buffers(body.outputShapes(), extent);
    body.run(values, extent, outputs);
    float[][] given = new float[good.size()][Math.toIntExact(body.outputShape().size())];
    for (int i = 0; i < given.length; i++) {
      outputs.get(0).get(i * given[i].length, given[i]);
    }
    float[][] finished = finish.apply(given);
    for (int i = 0; i < given.length; i++) {
      rows[good.get(i)] = new CompiledRow(finished[i], "");
    }
  }

  private FloatBuffer[] places(List<FloatBuffer> buffers, Extent one, int row) {
    FloatBuffer[] places = new FloatBuffer[buffers.size()];
    for (int i = 0; i < places.length; i++) {
      int floats = one.floats(body.inputShapes().get(i));
      places[i] = buffers.get(i).slice(row * floats, floats);
    }
    return places;
  }

  private static List<FloatBuffer> buffers(List<Shape> shapes, Extent extent) {
    return shapes.stream().map(shape -> DirectFloats.of(extent.floats(shape))).toList();
  }
}
