package dev.graft.engine;

import dev.graft.graph.Graph;
import dev.graft.infer.Body;
import dev.graft.infer.CompiledBody;
import dev.graft.infer.Quantization;
import dev.graft.progress.Notice;
import dev.graft.weights.StateDict;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Chooses what runs a slice forward: ONNX Runtime, or the training engine where that is missing.
 */
public final class Bodies {
  /** The name under which {@link #of(Graph, StateDict, String)} is asked for ONNX Runtime alone. */
  public static final String COMPILED = "compiled";

  private static final AtomicBoolean SAID = new AtomicBoolean();

  private Bodies() {}

  /**
   * Makes the fastest body for this machine; says once where that is not the compiled one.
   *
   * @param graph a whole network or a slice of it
   * @param weights its parameters
   * @param engine that runs it where ONNX Runtime is missing
   * @return the body, which the caller closes
   */
  public static Body of(Graph graph, StateDict weights, String engine) {
    return of(graph, weights, engine, Optional.empty());
  }

  /**
   * Makes the fastest body for this machine, some layers in whole numbers where that is asked for.
   *
   * @param graph a whole network or a slice of it
   * @param weights its parameters
   * @param engine that runs it where ONNX Runtime is missing and all is in float
   * @param int8 how layers compute in whole numbers; empty: all in float
   * @return the body, which the caller closes
   * @throws IllegalStateException when ONNX Runtime is missing and layers are in whole numbers
   */
  public static Body of(
      Graph graph, StateDict weights, String engine, Optional<Quantization> int8) {
    if (int8.isPresent() && !int8.get().text(graph).isEmpty()) {
      return CompiledBody.compile(graph, weights, int8);
    }
    if (DjlBody.begins(graph)) {
      return DjlBody.of(graph, DjlBody.rest(graph).map(rest -> of(rest, weights, engine)));
    }
    if (CompiledBody.available()) {
      return CompiledBody.compile(graph, weights);
    }
    if (SAID.compareAndSet(false, true)) {
      Notice.warn(
          "ONNX Runtime is not on the class path, or has no library for this machine; frozen layers"
              + " run on "
              + engine
              + ", slower");
    }
    return new EngineBody(graph, weights, engine);
  }

  /**
   * Tells what computes the bodies of {@link #of(Graph, StateDict, String)}.
   *
   * @param engine that runs them where ONNX Runtime is missing
   * @return name, version and machine
   */
  public static String runtime(String engine) {
    String name =
        CompiledBody.available()
            ? CompiledBody.runtime()
            : engine + " " + ChosenWays.computes(engine) + " " + Engines.device(engine);
    return name + " " + System.getProperty("os.arch");
  }

  /**
   * Makes a body that one named engine runs, to compare engines.
   *
   * @param graph a whole network or a slice of it
   * @param weights its parameters
   * @param engine {@code MXNet}, {@code PyTorch} or {@link #COMPILED}
   * @return the body, which the caller closes
   */
  public static Body on(Graph graph, StateDict weights, String engine) {
    return engine.equals(COMPILED)
        ? CompiledBody.compile(graph, weights)
        : new EngineBody(graph, weights, engine);
  }
}
