package dev.graft;

import dev.graft.data.InputContract;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that opens damaged ONNX models one after the other, and may die of them: ONNX Runtime
 * is native code. Before each it writes which it is; at the end what it found.
 */
final class OnnxFuzzRun {
  private static final InputContract SMALL = InputContract.rgb(8, 127.5f, 127.5f, 1);
  private static final long MOST_NANOS = 1_000_000_000L;
  private static final long MOST_KIB = 256 << 10;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");

  private OnnxFuzzRun() {}

  /**
   * The process.
   *
   * @param arguments folder, first seed, count
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    long first = Long.parseLong(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    Path file = folder.resolve("net.onnx");
    List<byte[]> originals =
        List.of(
            OnnxModels.classifier().build().toByteArray(),
            OnnxModels.varied().build().toByteArray());
    for (byte[] original : originals) {
      String refusal = refusal(Files.write(file, original));
      if (!refusal.isEmpty()) {
        throw new IllegalStateException("the original is refused: " + refusal);
      }
    }
    long slowest = 0;
    long largest = 0;
    int refused = 0;
    for (int i = 0; i < count; i++) {
      long seed = first + i;
      Files.writeString(folder.resolve("seed"), "" + seed);
      Files.write(file, new OnnxMutation(seed).of(originals.get(i % 2)));
      long before = resident("VmRSS");
      long nanos = cpu();
      refused += refusal(file).isEmpty() ? 0 : 1;
      nanos = cpu() - nanos;
      long more = resident("VmHWM") - before;
      slowest = Math.max(slowest, nanos);
      largest = Math.max(largest, more);
      if (nanos > MOST_NANOS || more > MOST_KIB) {
        throw new IllegalStateException(nanos / 1_000_000 + " ms, " + more + " KiB");
      }
    }
    System.out.printf(
        "%d refused; slowest %d ms, largest %d KiB%n", refused, slowest / 1_000_000, largest);
  }

  private static String refusal(Path file) {
    try (TransferModel model = Backbone.onnx(file).contract(SMALL).load()) {
      return model.graph().outputShape().rank() > 0 ? "" : "no output";
    } catch (IllegalArgumentException e) {
      if (e.getMessage().length() > 2000) {
        throw new IllegalStateException("refused at length: " + e.getMessage().length(), e);
      }
      return e.getMessage();
    }
  }

  private static long cpu() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }

  /** Reads a line of Linux's account of this process in KiB; 0 elsewhere. */
  private static long resident(String line) throws IOException {
    if (!Files.isWritable(RESET)) {
      return 0;
    }
    if (line.equals("VmRSS")) {
      Files.writeString(RESET, "5"); // the height is that from here on
    }
    return Files.readAllLines(STATUS).stream()
        .filter(l -> l.startsWith(line))
        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
