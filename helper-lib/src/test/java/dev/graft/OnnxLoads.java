package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.data.InputContract;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens ONNX files in a process that may die of them, and says what became of each. */
final class OnnxLoads {
  private OnnxLoads() {}

  /**
   * Opens all files of a folder, in the order of their names.
   *
   * @param size of the images that they want
   * @return a line for each file: {@code read}, or {@code refused} and why
   */
  static List<String> inAProcess(Path folder, int size) throws IOException, InterruptedException {
    Path log = folder.resolve("log.txt");
    Process process =
        java(OnnxLoads.class, folder.toString(), "" + size).redirectOutput(log.toFile()).start();
    int code = process.waitFor();
    List<String> lines = Files.readAllLines(log);
    assertEquals(0, code, String.join("\n", lines));
    return lines.stream().filter(l -> l.startsWith("read") || l.startsWith("refused")).toList();
  }

  /** A JVM whose heap cannot hide what a file asks for. */
  static ProcessBuilder java(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash"));
    command.addAll(List.of("-cp", classPath(), program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  /** Some runners of tests have a loader of their own instead of the JVM's class path. */
  private static String classPath() {
    if (OnnxLoads.class.getClassLoader() instanceof URLClassLoader own) {
      return Arrays.stream(own.getURLs())
          .map(URL::getPath)
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }

  /** The process. */
  public static void main(String[] arguments) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
      all.filter(f -> f.toString().endsWith(".onnx")).sorted().forEach(files::add);
    }
    var contract = InputContract.rgb(Integer.parseInt(arguments[1]), 127.5f, 127.5f, 1);
    for (Path file : files) {
      try (TransferModel model = Backbone.onnx(file).contract(contract).load()) {
        System.out.println("read " + model.graph().outputShape());
      } catch (IllegalArgumentException e) {
        System.out.println("refused " + e.getMessage());
      }
    }
  }
}
