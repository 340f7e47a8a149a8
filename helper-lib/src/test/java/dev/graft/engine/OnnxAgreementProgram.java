package dev.graft.engine;

import dev.graft.graph.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prints a row of a table for each ONNX file of some folders, beside which lies what {@code
 * record_onnx_layers.py} recorded. {@code -Dforward=compiled} leaves it at what is named.
 */
public final class OnnxAgreementProgram {
  private OnnxAgreementProgram() {}

  public static void main(String[] folders) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> all = Files.walk(Path.of(folder))) {
        all.filter(f -> f.toString().endsWith(".onnx")).sorted().forEach(files::add);
      }
    }
    System.out.println(
        "| file | blocks | layers | MXNet | PyTorch | compiled | gradients, MXNet | PyTorch |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (Path file : files) {
      String name = file.getFileName().toString().replaceFirst("\\.onnx$", "");
      try {
        System.out.println(row(new OnnxAgreement(file), name));
      } catch (RuntimeException e) {
        System.out.printf("| %s | does not learn: %s |%n", name, e.getMessage());
      }
    }
    System.exit(0);
  }

  private static String row(OnnxAgreement agreement, String name) {
    var graph = agreement.graph();
    long blocks = graph.stages().stream().filter(s -> s.kind() == Stage.Kind.BLOCK).count();
    List<String> none = List.of();
    StringBuilder row = new StringBuilder();
    row.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d |",
            name,
            blocks,
            graph.nodes().size() - graph.inputs().size()));
    String all = Engines.MXNET + "," + Engines.PYTORCH + "," + Bodies.COMPILED;
    String asked = System.getProperty("forward", all);
    for (String engine : asked.split(",")) {
      row.append(' ').append(said(() -> number(agreement.forward(engine)))).append(" |");
    }
    for (String engine : asked.equals(all) ? List.of(Engines.MXNET, Engines.PYTORCH) : none) {
      row.append(' ').append(said(() -> worst(agreement.gradients(engine)))).append(" |");
    }
    return row.toString();
  }

  private static String worst(Map<String, Double> gradients) {
    return gradients.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(
            most ->
                number(most.getValue())
                    + " of "
                    + gradients.size()
                    + (most.getValue() > 1e-3 ? " " + most.getKey() : ""))
        .orElse("none");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }

  private interface Computed {
    String get();
  }

  private static String said(Computed computed) {
    try {
      return computed.get();
    } catch (RuntimeException e) {
      return e.toString().replace('\n', ' ');
    }
  }
}
