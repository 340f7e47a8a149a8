package dev.graft.bench.jmh;

import dev.graft.Backbone;
import dev.graft.TransferModel;
import dev.graft.infer.CompiledBody;
import dev.graft.infer.OnnxExport;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** EfficientNet-Lite0's body to ONNX bytes, and on to a session that is ready to run. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExportBenchmark {
  private TransferModel model;

  /** Draws the weights. */
  @Setup
  public void network() {
    model = Backbone.EFFICIENTNET_LITE0.untrained(0);
  }

  /** Frees the network. */
  @TearDown
  public void close() {
    model.close();
  }

  /**
   * Exports.
   *
   * @return the ONNX model
   */
  @Benchmark
  public byte[] export() {
    return OnnxExport.bytes(model.graph(), model.weights(), Map.of());
  }

  /**
   * Exports and compiles.
   *
   * @return the device
   */
  @Benchmark
  public String compile() {
    try (CompiledBody body = CompiledBody.compile(model.graph(), model.weights())) {
      return body.device();
    }
  }
}
