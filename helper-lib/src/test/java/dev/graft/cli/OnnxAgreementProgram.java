package dev.graft.cli;

import dev.graft.engine.Bodies;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import dev.graft.infer.Body;
import dev.graft.infer.read.OnnxLayers;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads ONNX files beside which {@code NAME.x.npy} and {@code NAME.y.npy} lie, what the framework
 * that wrote them was fed and gave, and prints a row of a table for each.
 */
public final class OnnxAgreementProgram {
  private OnnxAgreementProgram() {}

  public static void main(String[] arguments) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String argument : arguments) {
      try (Stream<Path> all = Files.walk(Path.of(argument))) {
        all.filter(f -> f.toString().endsWith(".onnx")).sorted().forEach(files::add);
      }
    }
    System.out.println("| file | blocks | layers | MXNet | PyTorch | compiled |");
    System.out.println("|---|---|---|---|---|---|");
    for (Path file : files) {
      String name = file.getFileName().toString().replaceFirst("\\.onnx$", "");
      try {
        System.out.println(row(file, name));
      } catch (RuntimeException e) {
        String why = e instanceof IllegalArgumentException ? "" : e.getClass().getSimpleName();
        System.out.printf("| %s | no | | | | %s %s |%n", name, why, e.getMessage());
      }
    }
    System.exit(0);
  }

  private static String row(Path file, String name) {
    Tensor x = Npy.read(file.resolveSibling(name + ".x.npy"));
    float[] y = Npy.read(file.resolveSibling(name + ".y.npy")).toArray();
    boolean last = x.shape().get(3) <= 4 && x.shape().get(1) > 4;
    Shape shape = x.shape();
    int height = shape.get(last ? 1 : 2);
    OnnxLayers layers =
        OnnxLayers.read(file, name, Optional.empty(), height, shape.get(last ? 2 : 3));
    Tensor image = last ? BatchRun.channelsFirst(x) : x;
    long blocks =
        layers.graph().stages().stream().filter(s -> s.kind() == Stage.Kind.BLOCK).count();
    String row =
        String.format(
            Locale.ROOT, "| %s | %d | %d |", name, blocks, layers.graph().nodes().size() - 1);
    for (String engine : List.of("MXNet", "PyTorch", Bodies.COMPILED)) {
      String said;
      try (Body body = Bodies.on(layers.graph(), layers.weights(), engine)) {
        said = String.format(Locale.ROOT, "%.1e", off(BatchRun.of(body, List.of(image)), y));
      } catch (RuntimeException e) {
        said = e.toString().replace('\n', ' ');
      }
      row += " " + said + " |";
    }
    return row;
  }

  /** The largest difference, beside the largest value. */
  private static double off(Tensor got, float... wanted) {
    float[] values = got.toArray();
    if (values.length != wanted.length) {
      throw new IllegalStateException("gives " + got.shape());
    }
    double most = 0;
    double off = 0;
    for (int i = 0; i < wanted.length; i++) {
      most = Math.max(most, Math.abs(wanted[i]));
      off = Math.max(off, Math.abs(wanted[i] - values[i]));
    }
    return off / most;
  }
}
