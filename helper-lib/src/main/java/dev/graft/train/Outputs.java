package dev.graft.train;

import dev.graft.data.Batch;
import dev.graft.data.Batches;
import dev.graft.data.PixelSource;
import dev.graft.infer.Body;
import dev.graft.progress.Progress;
import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
import java.util.concurrent.CancellationException;

/** Runs a body over all images of a source, in order. */
public final class Outputs {
  private static final int BATCH = 16;

  private Outputs() {}

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
      Thread.interrupted();
      throw new CancellationException(
          "interrupted while %s, after %d of %d images".formatted(title, done, rows.length));
    }
    return rows;
  }
}
