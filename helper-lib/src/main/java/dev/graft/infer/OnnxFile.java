package dev.graft.infer;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Describes an ONNX file that was written: what it holds and how fast it runs here.
 *
 * @param file where it lies
 * @param bytes its size
 * @param parameters floats that it holds; a folded batch normalization has none of its own
 * @param opset version of ONNX's operators that it asks for
 * @param latencies measured on this machine; empty where ONNX Runtime has no native library
 */
public record OnnxFile(Path file, long bytes, long parameters, int opset, List<Latency> latencies) {

  /**
   * How long one run takes.
   *
   * @param batch images in it
   * @param milliseconds median over several runs, after one that is not counted
   */
  public record Latency(int batch, double milliseconds) {
    private String images() {
      return batch == 1 ? "1 image" : batch + " images";
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s in %.1f ms", images(), milliseconds);
    }
  }

  /** Copies the latencies. */
  public OnnxFile {
    latencies = List.copyOf(latencies);
  }

  /**
   * Lays it out as a table.
   *
   * @return one row: {@code file}, {@code MB} of 1,000,000 bytes, {@code parameters}, {@code
   *     opset}, and by batch the milliseconds of a run
   */
  public Table table() {
    Table table =
        Table.create(
            "ONNX file",
            StringColumn.create("file", String.valueOf(file.getFileName())),
            DoubleColumn.create("MB", new double[] {bytes / 1e6}),
            LongColumn.create("parameters", new long[] {parameters}),
            IntColumn.create("opset", new int[] {opset}));
    for (Latency latency : latencies) {
      table.addColumns(
          DoubleColumn.create("ms for " + latency.images(), new double[] {latency.milliseconds()}));
    }
    return table;
  }

  /** Says all of it in one line. */
  @Override
  public String toString() {
    boolean small = bytes < 1_000_000;
    String size =
        String.format(Locale.ROOT, small ? "%.0f kB" : "%.1f MB", bytes / (small ? 1e3 : 1e6));
    String line =
        String.format(
            Locale.ROOT,
            "%s: %s, %,d parameters, opset %d",
            file.getFileName(),
            size,
            parameters,
            opset);
    for (Latency latency : latencies) {
      line += ", " + latency;
    }
    return line;
  }
}
