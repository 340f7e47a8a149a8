package dev.graft.train;

import dev.graft.data.Batch;
import dev.graft.data.Batches;
import dev.graft.data.PixelSource;
import dev.graft.infer.Body;
import dev.graft.infer.FeatureCache;
import dev.graft.progress.Progress;
import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a body over all images of a source, in order. */
public final class Outputs {
  private static final int BATCH = 16;

  private Outputs() {}

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
    float[][] rows = new float[source.size()][width];
    var frozen = new Frozen(List.of(network.graph().output()), Optional.of(cache));
    AtomicInteger done = new AtomicInteger();
    try (Progress progress = Progress.start(title, source.size());
        Activations activations = new Activations(network, frozen, BATCH)) {
      activations.forEach(
          Pass.plain(source, Batches.sequential(source.size())),
          (batch, number) -> {
            for (int i = 0; i < batch.indices().length; i++) {
              batch.values().get(i * width, rows[batch.indices()[i]]);
            }
            progress.step(batch.indices().length, "");
            done.addAndGet(batch.indices().length);
            if (Thread.currentThread().isInterrupted()) {
              throw new CancellationException();
            }
          });
    } catch (CancellationException e) {
      throw interrupted(title, done.get(), rows.length);
    }
    return rows;
  }

  private static CancellationException interrupted(String title, int done, int images) {
    Thread.interrupted();
    return new CancellationException(
        "interrupted while %s, after %d of %d images".formatted(title, done, images));
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
    float[][] rows = new float[source.size()][width];
    FloatBuffer output = Activations.direct((long) BATCH * width);
    int done = 0;
    int[] order = Batches.sequential(source.size());
    try (Progress progress = Progress.start(title, source.size());
        Batches batches = Batches.of(source, order, BATCH, contract)) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        body.run(batch.pixels(), batch.size(), output);
        for (int i = 0; i < batch.size(); i++) {
          output.get(i * width, rows[batch.indices()[i]]);
        }
        progress.step(batch.size(), "");
        done += batch.size();
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException();
        }
      }
    } catch (CancellationException e) {
      throw interrupted(title, done, rows.length);
    }
    return rows;
  }
}
