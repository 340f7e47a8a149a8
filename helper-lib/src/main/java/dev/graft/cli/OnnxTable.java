package dev.graft.cli;

import dev.graft.graph.Graph;
import dev.graft.graph.Parameter;
import dev.graft.graph.Stage;
import dev.graft.infer.OnnxImport;
import dev.graft.infer.read.OnnxLayers;
import dev.graft.weights.Excerpt;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what Graft makes of an ONNX file. */
@Command(
    name = "onnx",
    description = {
      "Print the layers and blocks of an ONNX image model, and whether it learns.",
      "Exit code 0: it learns; 1: it is good as a frozen body only; 2: it is refused."
    },
    mixinStandardHelpOptions = true)
final class OnnxTable implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "in ONNX format")
  private Path file;

  @Option(
      names = "--size",
      description = "pixels, or HEIGHTxWIDTH; where the file leaves it open, default: 224")
  private String size;

  @Option(names = "--output", description = "the value at which it is cut")
  private String output;

  @Override
  public Integer call() {
    int[] sides = OnnxSides.of(file, Optional.ofNullable(size));
    Optional<String> end = Optional.ofNullable(output);
    try {
      print(OnnxLayers.read(file, OnnxSides.name(file), end, sides[0], sides[1]));
      return 0;
    } catch (IllegalArgumentException e) {
      return frozen(sides, end, e);
    }
  }

  private int frozen(int[] sides, Optional<String> end, IllegalArgumentException why) {
    try {
      var part =
          OnnxImport.read(file, OnnxSides.name(file), end, Optional.of(OnnxSides.contract(sides)));
      System.out.printf(
          "does not learn: %s%nit is good as a frozen body, %s%n", Excerpt.of(why), part.graph());
      return 1;
    } catch (IllegalArgumentException e) {
      System.err.printf("graft: does not learn: %s%n", Excerpt.of(why));
      System.err.printf("graft: no frozen body either: %s%n", Excerpt.of(e));
      return 2;
    }
  }

  private void print(OnnxLayers layers) {
    Graph graph = layers.graph();
    System.out.printf("%s: %s %s%n", graph.name(), graph.inputShape(), graph.outputShape());
    for (Stage stage : graph.stages()) {
      long parameters =
          graph.nodes().stream()
              .filter(node -> stage.nodes().contains(node.name()))
              .flatMap(node -> node.op().parameters().stream())
              .filter(Parameter::learned)
              .mapToLong(p -> p.shape().size())
              .sum();
      System.out.printf(
          Locale.ROOT,
          "%-6s %-40s %4d nodes  %-18s %,d%n",
          stage.kind().name().toLowerCase(Locale.ROOT),
          stage.name(),
          stage.nodes().size(),
          graph.shape(stage.output()),
          parameters);
    }
    long blocks = count(graph.stages(), Stage.Kind.BLOCK);
    String end = layers.bodyEnd();
    System.out.printf(
        Locale.ROOT,
        "it learns: %d blocks, %d layers; a new head is put behind %s %s%n",
        blocks,
        graph.nodes().size() - 1,
        end,
        graph.shape(end));
  }

  private static long count(List<Stage> stages, Stage.Kind kind) {
    return stages.stream().filter(stage -> stage.kind() == kind).count();
  }
}
