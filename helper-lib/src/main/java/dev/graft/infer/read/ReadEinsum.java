package dev.graft.infer.read;

import dev.graft.graph.MatMul;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Einstein's sums of two values, {@code bhid,bhjd->bhij}: turned axes and a product of matrices.
 */
final class ReadEinsum {
  static final Map<String, Reading> ALL = Map.of("Einsum", ReadEinsum::read);

  private ReadEinsum() {}

  private static List<Value> read(Step step) {
    String equation = step.text("equation", "").replace(" ", "").toLowerCase(java.util.Locale.ROOT);
    String[] sides = equation.split("->", -1);
    String[] in = sides[0].split(",", -1);
    boolean plain = sides.length == 2 && in.length == 2 && equation.matches("[a-z,>-]*");
    if (!plain || step.inputs() != 2 || step.knows(0) && step.knows(1)) {
      throw new IllegalArgumentException("the sum \"" + equation + "\" is not read");
    }
    Flow a = beside(step, 0, in);
    Flow b = beside(step, 1, in);
    if (in[0].length() != a.rank() || in[1].length() != b.rank()) {
      throw new IllegalArgumentException("the sum \"" + equation + "\" does not fit its inputs");
    }
    String both = kept(in[0], in[1], sides[1], true, true);
    String summed = kept(in[0], in[1], sides[1], true, false);
    String left = kept(in[0], in[1], sides[1], false, true);
    String right = kept(in[1], in[0], sides[1], false, true);
    if (!sorted(both + summed + left).equals(sorted(in[0]))
        || !sorted(both + summed + right).equals(sorted(in[1]))
        || !sorted(both + left + right).equals(sorted(sides[1]))) {
      throw new IllegalArgumentException("the sum \"" + equation + "\" is not read");
    }
    Drawing drawing = step.drawing();
    String name = step.path();
    Flow one = matrices(drawing, name, a, in[0], both, left, summed);
    Flow other = matrices(drawing, name, b, in[1], both, summed, right);
    if (!one.besides(other)) {
      throw new IllegalArgumentException("its inputs hold the batch in different places");
    }
    long[] dims = one.dims().clone();
    dims[dims.length - 1] = other.dims()[dims.length - 1];
    Flow product = drawing.add(name, new MatMul(), dims, one, other);
    List<Long> apart = new ArrayList<>();
    both.chars().forEach(c -> apart.add(a.dims()[in[0].indexOf(c)]));
    left.chars().forEach(c -> apart.add(a.dims()[in[0].indexOf(c)]));
    right.chars().forEach(c -> apart.add(b.dims()[in[1].indexOf(c)]));
    long[] all = apart.stream().mapToLong(d -> d).toArray();
    Flow laid = drawing.reshaped(name, product, all);
    return List.of(drawing.transposed(name, laid, order(both + left + right, sides[1])));
  }

  /** Reads an input; a constant is given to each sample, whose letter is put before its own. */
  private static Flow beside(Step step, int input, String[] in) {
    if (!(step.in(input) instanceof Known known) || known.repeated() >= 0) {
      return step.flow(input);
    }
    Flow other = step.flow(1 - input);
    String own = in[input];
    if (in[1 - input].length() != other.rank() || own.length() != known.rank()) {
      throw new IllegalArgumentException("it does not fit its inputs");
    }
    char batch = in[1 - input].charAt(other.batch());
    if (own.indexOf(batch) >= 0) {
      throw new IllegalArgumentException("it has numbers of its own for each sample");
    }
    long[] dims = new long[known.rank() + 1];
    dims[0] = 1;
    System.arraycopy(known.dims(), 0, dims, 1, known.rank());
    in[input] = batch + own;
    return step.drawing().given(step.path(), known.reshaped(dims).from(known.source()), other);
  }

  /** The letters of one side that the other side, and the output, have or lack. */
  private static String kept(String one, String other, String out, boolean in, boolean stays) {
    StringBuilder kept = new StringBuilder();
    one.chars()
        .filter(c -> other.indexOf(c) >= 0 == in && out.indexOf(c) >= 0 == stays)
        .forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  private static String sorted(String letters) {
    return letters
        .chars()
        .sorted()
        .collect(StringBuilder::new, (s, c) -> s.append((char) c), StringBuilder::append)
        .toString();
  }

  private static int[] order(String from, String to) {
    return to.chars().map(from::indexOf).toArray();
  }

  private static Flow matrices(
      Drawing drawing,
      String name,
      Flow x,
      String letters,
      String both,
      String rows,
      String columns) {
    Flow turned = drawing.transposed(name, x, order(letters, both + rows + columns));
    int count = both.length();
    long[] dims = new long[count + 2];
    System.arraycopy(turned.dims(), 0, dims, 0, count);
    dims[count] = Value.product(turned.dims(), count, count + rows.length());
    dims[count + 1] = Value.product(turned.dims(), count + rows.length(), turned.rank());
    return drawing.reshaped(name, turned, dims);
  }
}
