package dev.graft.bench.jmh;

import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.data.Inputs;
import dev.graft.data.Samples;
import dev.graft.data.TrainingSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One photo on one core: from a JPEG file to normalized pixels, plain and augmented. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DataBenchmark {
  /** Side of the photo in pixels. */
  @Param({"320", "640"})
  public int side;

  /** How it is resized. */
  @Param({"BILINEAR", "BICUBIC"})
  public InputContract.Interpolation interpolation;

  private final FloatBuffer pixels =
      ByteBuffer.allocateDirect(3 * 224 * 224 * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
  private InputContract contract;
  private Path file;
  private ImageSet image;
  private Inputs augmented;

  /**
   * Writes the photo.
   *
   * @throws IOException when it cannot be written
   */
  @Setup
  public void photo() throws IOException {
    BufferedImage drawn = Samples.garden(2, 42).train().image(0);
    BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    scaled.createGraphics().drawImage(drawn, 0, 0, side, side, null);
    file = Files.createTempFile("graft", ".jpg");
    ImageIO.write(scaled, "jpg", file.toFile());
    image = ImageSet.unlabelled(List.of(file));
    contract = InputContract.rgb(224, 127, 128, 0.875).interpolation(interpolation);
    augmented =
        TrainingSet.of(image, Augmentation.randomResizedCrop().flip())
            .examples(0, contract)
            .inputs();
  }

  /**
   * Removes the photo.
   *
   * @throws IOException when it cannot be removed
   */
  @TearDown
  public void remove() throws IOException {
    Files.delete(file);
  }

  /**
   * Decodes, resizes, crops and normalizes.
   *
   * @return the pixels
   */
  @Benchmark
  public FloatBuffer decode() {
    image.inputs(contract).read(0, pixels.clear());
    return pixels;
  }

  /**
   * Decodes, crops at random, flips and normalizes.
   *
   * @return the pixels
   */
  @Benchmark
  public FloatBuffer augment() {
    augmented.read(0, pixels.clear());
    return pixels;
  }
}
