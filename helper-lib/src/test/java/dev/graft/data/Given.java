package dev.graft.data;

import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Inputs and examples that a test makes of functions. */
public final class Given {
  private Given() {}

  /** Writes the values of one input. */
  public interface Reading {
    void read(int index, FloatBuffer... into);
  }

  private record Shapes(List<Shape> inputs) implements Contract {
    @Override
    public String text() {
      return "given " + inputs;
    }
  }

  private record Decoded(List<Shape> inputs, String text, String reading) implements Contract {}

  private record Functions(
      int size, Contract contract, IntFunction<Optional<ContentKey>> keys, Reading reading)
      implements Inputs {
    @Override
    public Optional<ContentKey> key(int index) {
      return keys.apply(index);
    }

    @Override
    public void read(int index, FloatBuffer... into) {
      reading.read(index, into);
    }
  }

  public static Inputs inputs(int size, List<Shape> shapes, Reading reading) {
    return new Functions(size, new Shapes(shapes), index -> Optional.empty(), reading);
  }

  public static Inputs inputs(int size, Shape shape, Reading reading) {
    return inputs(size, List.of(shape), reading);
  }

  public static Inputs keyed(Inputs inputs, IntFunction<ContentKey> keys) {
    return new Functions(
        inputs.size(), inputs.contract(), index -> Optional.of(keys.apply(index)), inputs::read);
  }

  /** The same inputs, of which another function writes the values. */
  public static Inputs read(Inputs inputs, Reading reading) {
    return new Functions(inputs.size(), inputs.contract(), inputs::key, reading);
  }

  /** The same inputs, as another decoder reads them. */
  public static Inputs decoded(Inputs inputs, String by) {
    Contract contract = inputs.contract();
    return new Functions(
        inputs.size(),
        new Decoded(contract.inputs(), contract.text(), contract.text() + by),
        inputs::key,
        inputs::read);
  }

  public static Examples labelled(Inputs inputs, IntUnaryOperator label) {
    return new Examples(
        inputs, new Classes(IntStream.range(0, inputs.size()).map(label).toArray()));
  }

  public static Examples examples(int size, Shape shape, IntUnaryOperator label, Reading reading) {
    return labelled(inputs(size, shape, reading), label);
  }
}
