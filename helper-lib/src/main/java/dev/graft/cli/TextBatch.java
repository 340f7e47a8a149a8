package dev.graft.cli;

import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.infer.WholeInputs;
import dev.graft.text.Tokenizer;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ids of texts, and which of them are no padding.
 *
 * @param ids (N, T)
 * @param mask (N, T), of ones where no file was given
 */
record TextBatch(Tensor ids, Tensor mask) {

  static TextBatch read(Path ids, Optional<Path> mask) {
    Tensor read = Npy.readWhole(ids);
    if (read.shape().rank() != 2) {
      throw new IllegalArgumentException("input is %s, must be (N, T)".formatted(read.shape()));
    }
    Tensor there = mask.map(Npy::readWhole).orElseGet(() -> Tensor.filled(read.shape(), 1));
    if (!there.shape().equals(read.shape())) {
      throw new IllegalArgumentException(
          "mask is %s, must be %s as the input is".formatted(there.shape(), read.shape()));
    }
    return new TextBatch(read, there);
  }

  /** Encodes a text a line; the shorter ones are padded. */
  static TextBatch encoded(Path lines, Tokenizer tokenizer, int longest) {
    List<int[]> texts;
    try (Stream<String> read = Files.lines(lines)) {
      texts = read.map(line -> tokenizer.encode(line, longest).ids()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("input is not readable: " + lines, e);
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("no lines in " + lines);
    }
    int tokens = texts.stream().mapToInt(text -> text.length).max().orElse(1);
    float[] ids = new float[texts.size() * tokens];
    float[] mask = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      int[] text = texts.get(i / tokens);
      ids[i] = i % tokens < text.length ? text[i % tokens] : 0;
      mask[i] = i % tokens < text.length ? 1 : 0;
    }
    Shape shape = Shape.of(texts.size(), tokens);
    return new TextBatch(Tensor.of(shape, ids), Tensor.of(shape, mask));
  }

  int tokens() {
    return ids.shape().get(1);
  }

  /** Gives what a slice of a text encoder takes, none of which is beyond its tables. */
  List<Tensor> inputs(Graph slice) {
    Map<String, Tensor> all = Map.of("ids", ids, "mask", mask);
    List<Tensor> inputs = slice.inputs().stream().map(all::get).toList();
    List<FloatBuffer> values = inputs.stream().map(Tensor::values).toList();
    WholeInputs.of(slice).check(values, new Extent(ids.shape().get(0), tokens()));
    return inputs;
  }
}
