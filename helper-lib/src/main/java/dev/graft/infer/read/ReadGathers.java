package dev.graft.infer.read;

import java.util.List;
import java.util.Map;

/** Places that are picked one by one: of an axis, of a table, of what is a sample's own. */
final class ReadGathers {
  static final Map<String, Reading> ALL = Map.of("Gather", ReadGathers::gather);

  private ReadGathers() {}

  private static List<Value> gather(Step step) {
    if (!step.knows(1)) {
      return List.of(ReadTables.row(step));
    }
    Flow x = step.flow(0);
    int axis = x.axis(step.integer("axis", 0));
    Known picked = step.known(1);
    if (axis == x.batch()) {
      return List.of(OwnPlaces.read(step, x, picked));
    }
    Flow all = ReadPlaces.picked(step, x, axis, picked.longs());
    long[] dims = new long[x.rank() - 1 + picked.rank()];
    System.arraycopy(x.dims(), 0, dims, 0, axis);
    System.arraycopy(picked.dims(), 0, dims, axis, picked.rank());
    System.arraycopy(x.dims(), axis + 1, dims, axis + picked.rank(), x.rank() - axis - 1);
    return List.of(step.drawing().reshaped(step.path(), all, dims));
  }
}
