package dev.graft.train;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Batches;
import dev.graft.data.PixelSource;
import dev.graft.engine.Network;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.progress.Progress;
import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.ObjIntConsumer;

/** Runs a body over all images of a source: one row an image, in their order. */
public final class Outputs {
  static final int BATCH = 16;

  private Outputs() {}

  /** What gives activations, batch after batch. */
  interface Way {
    void through(Pass pass, ObjIntConsumer<Activations.Bound> each);
  }

  /**
   * Computes one row an image, of images never seen before; the others' are cached.
   *
   * @param title of the progress line
   * @param network whose output is flattened, all of it frozen
   * @param source read once, in order
   * @param cache that keeps the rows
   * @return {@code [images][values]}
   * @throws CancellationException when the thread was interrupted, within one batch; the flag is
   *     cleared
   */
  public static float[][] cached(
      String title, Network network, PixelSource source, FeatureCache cache) {
    int width = Math.toIntExact(network.graph().outputShape().size());
    var frozen = new Frozen(List.of(network.graph().output()), Optional.of(cache));
    try (Activations activations = new Activations(network, frozen, BATCH)) {
      return of(title, activations::forEach, source, Optional.empty(), width);
    }
  }

  /**
   * Computes one row an image.
   *
   * @param title of the progress line
   * @param body whose output is flattened
   * @param source read once, in order
   * @param contract of the weights
   * @return {@code [images][values]}
   * @throws CancellationException when the thread was interrupted, within one batch; the flag is
   *     cleared
   */
  public static float[][] of(String title, Body body, PixelSource source, InputContract contract) {
    int width = Math.toIntExact(body.outputShape().size());
    Way pixels = (pass, each) -> pixels(pass, contract, each);
    return of(title, pixels, source, Optional.of(body), width);
  }

  private static void pixels(
      Pass pass, InputContract contract, ObjIntConsumer<Activations.Bound> each) {
    try (Batches batches = Batches.of(pass.source(), pass.order(), BATCH, contract)) {
      for (int number = 0; batches.hasNext(); number++) {
        var batch = batches.next();
        Targets targets = Targets.of(batch.labels());
        each.accept(new Activations.Bound(batch.indices(), targets, batch.pixels()), number);
      }
    }
  }

  /**
   * Computes one row an image.
   *
   * @param way through the images
   * @param rest what comes behind the activations, if anything
   * @param width of a row
   */
  static float[][] of(String title, Way way, PixelSource source, Optional<Body> rest, int width) {
    float[][] rows = new float[source.size()][width];
    FloatBuffer output = DirectFloats.of(rest.isPresent() ? (long) BATCH * width : 0);
    int[] done = {0};
    try (Progress progress = Progress.start(title, source.size())) {
      way.through(
          Pass.plain(source, Batches.sequential(source.size())),
          (batch, number) -> {
            int n = batch.indices().length;
            rest.ifPresent(body -> body.run(batch.values(), n, output));
            FloatBuffer values = rest.isPresent() ? output : batch.values();
            for (int i = 0; i < n; i++) {
              values.get(i * width, rows[batch.indices()[i]]);
            }
            progress.step(n, "");
            done[0] += n;
            if (Thread.currentThread().isInterrupted()) {
              throw new CancellationException();
            }
          });
    } catch (CancellationException e) {
      Thread.interrupted();
      throw new CancellationException(
          String.format(
              Locale.ROOT,
              "interrupted while %s, after %d of %d images",
              title,
              done[0],
              rows.length));
    }
    return rows;
  }
}
