package dev.graft.train;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Batches;
import dev.graft.data.Classes;
import dev.graft.data.Examples;
import dev.graft.data.Inputs;
import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.progress.Progress;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.ObjIntConsumer;

/** Runs a body over all inputs: one row an input, in their order. */
public final class Outputs {
  static final int BATCH = 16;

  private Outputs() {}

  /** What gives activations, batch after batch. */
  interface Way {
    void through(Pass pass, ObjIntConsumer<Bound> each);
  }

  /**
   * Computes one row an input, of inputs never seen before; the others' are cached.
   *
   * @param title of the progress line
   * @param network whose output is flattened, all of it frozen
   * @param inputs read once, in order
   * @param cache that keeps the rows
   * @return {@code [inputs][values]}
   * @throws CancellationException when the thread was interrupted, within one batch; the flag is
   *     cleared
   */
  public static float[][] cached(String title, Network network, Inputs inputs, FeatureCache cache) {
    int width = Math.toIntExact(network.graph().outputShape().size());
    var frozen = new Frozen(List.of(Cut.at(network.graph().output())), Optional.of(cache));
    try (Activations activations = new Activations(network, frozen, inputs.contract(), BATCH)) {
      return of(title, activations::forEach, inputs, Optional.empty(), width);
    }
  }

  /**
   * Computes one row an input.
   *
   * @param title of the progress line
   * @param body whose output is flattened
   * @param inputs read once, in order
   * @return {@code [images][values]}
   * @throws CancellationException when the thread was interrupted, within one batch; the flag is
   *     cleared
   */
  public static float[][] of(String title, Body body, Inputs inputs) {
    int width = Math.toIntExact(body.outputShape().size());
    return of(title, Outputs::plain, inputs, Optional.of(body), width);
  }

  private static void plain(Pass pass, ObjIntConsumer<Bound> each) {
    try (Batches batches = Batches.of(pass.inputs(), pass.batches(BATCH))) {
      for (int number = 0; batches.hasNext(); number++) {
        var batch = batches.next();
        Targets targets = pass.mix(batch, number);
        each.accept(Bound.of(batch, targets, batch.values()), number);
      }
    }
  }

  private static Examples unanswered(Inputs inputs) {
    return new Examples(inputs, new Classes(new int[inputs.size()]));
  }

  /**
   * Computes one row an input.
   *
   * @param way through the inputs
   * @param rest what comes behind the activations, if anything
   * @param width of a row
   */
  static float[][] of(String title, Way way, Inputs inputs, Optional<Body> rest, int width) {
    float[][] rows = new float[inputs.size()][];
    each(title, way, inputs, rest, width, (index, values) -> rows[index] = values);
    return rows;
  }

  /** Receives what comes of an input. */
  public interface Row {
    /**
     * Takes a row.
     *
     * @param index of the input
     * @param values the receiver's to keep
     */
    void take(int index, float[] values);
  }

  /** Computes one row an input and keeps none. */
  static void each(
      String title, Way way, Inputs inputs, Optional<Body> rest, int width, Row receiver) {
    FloatBuffer output = DirectFloats.of(rest.isPresent() ? (long) BATCH * width : 0);
    int[] done = {0};
    try (Progress progress = Progress.start(title, inputs.size())) {
      way.through(
          Pass.plain(unanswered(inputs), Batches.sequential(inputs.size())),
          (batch, number) -> {
            int n = batch.indices().length;
            rest.ifPresent(body -> body.run(batch.values(), batch.extent(), List.of(output)));
            FloatBuffer values = rest.isPresent() ? output : batch.values().get(0);
            for (int i = 0; i < n; i++) {
              float[] row = new float[width];
              values.get(i * width, row);
              receiver.take(batch.indices()[i], row);
            }
            progress.step(n, "");
            done[0] += n;
            if (Thread.currentThread().isInterrupted()) {
              throw new CancellationException();
            }
          });
    } catch (CancellationException e) {
      throw Interrupted.during(title, done[0], inputs.size());
    }
  }
}
