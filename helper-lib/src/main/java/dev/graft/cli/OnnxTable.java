package dev.graft.cli;

import dev.graft.infer.OnnxImport;
import dev.graft.infer.read.OnnxLayers;
import dev.graft.infer.read.OnnxTokens;
import dev.graft.weights.Excerpt;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what Graft makes of an ONNX file. */
@Command(
    name = "onnx",
    description = {
      "Print the layers and blocks of an ONNX model of images or texts, and whether it learns.",
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

  @Option(
      names = "--tokens",
      defaultValue = "128",
      description = "of the longest text, where the file reads texts; default: 128")
  private int tokens;

  @Option(names = "--output", description = "the value at which it is cut")
  private String output;

  @Override
  public Integer call() {
    Optional<String> end = Optional.ofNullable(output);
    if (OnnxTokens.isOf(file)) {
      return texts(end);
    }
    int[] sides = OnnxSides.of(file, Optional.ofNullable(size));
    try {
      OnnxLayers read = OnnxLayers.read(file, OnnxSides.name(file), end, sides[0], sides[1]);
      OnnxRows.print(read.graph(), read.bodyEnd());
      return 0;
    } catch (IllegalArgumentException e) {
      return frozen(sides, end, e);
    }
  }

  /** A text encoder that does not learn is no frozen body either. */
  private int texts(Optional<String> end) {
    try {
      OnnxTokens read = OnnxTokens.read(file, OnnxSides.name(file), end, tokens);
      OnnxRows.print(read.graph(), read.graph().output());
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.printf("graft: does not learn: %s%n", Excerpt.of(e));
      return 2;
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
}
