package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.data.Inputs;
import dev.graft.evaluate.Prediction;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One image as often as there are places for a patch: first whole, then each time with another part
 * of it covered. Made as they are read, so that a batch of them is in memory, whatever their
 * number.
 */
final class Covering implements Inputs {
  /** Cells along each side. */
  static final int CELLS = 14;

  /** Cells from the patch's centre to its edge, its own not counted. */
  private static final int REACH = 1;

  private static final int CHANNELS = 3;

  private final String name;
  private final InputContract contract;
  private final float[] pixels;

  private Covering(String name, InputContract contract, float[] pixels) {
    this.name = name;
    this.contract = contract;
    this.pixels = pixels;
  }

  /** Watches how the probability of a class falls. */
  static Occlusion of(TransferModel model, ImageSet image, String wanted) {
    try (ModelLife.Moment now = model.life().moment()) {
      int label = now.state().label(wanted);
      List<String> classes = now.state().classes();
      Covering source = read(image, now.state().photos());
      float[][] logits = Logits.known(now, source, "covering parts of " + source.name);
      List<String> ids = IntStream.range(0, source.size()).mapToObj(source::name).toList();
      double[] probability =
          Prediction.of(classes, ids, logits).stream()
              .mapToDouble(one -> one.probabilities().get(label))
              .toArray();
      return new Occlusion(wanted, probability[0], falls(probability), source.seen());
    }
  }

  static Covering read(ImageSet image, InputContract contract) {
    FloatBuffer into = FloatBuffer.allocate(CHANNELS * contract.height() * contract.width());
    image.inputs(contract).read(0, into);
    return new Covering(image.id(0), contract, into.array());
  }

  private static double[][] falls(double[] probability) {
    double[][] falls = new double[CELLS][CELLS];
    for (int i = 1; i < probability.length; i++) {
      falls[(i - 1) / CELLS][(i - 1) % CELLS] = probability[0] - probability[i];
    }
    return falls;
  }

  @Override
  public int size() {
    return 1 + CELLS * CELLS;
  }

  @Override
  public InputContract contract() {
    return contract;
  }

  @Override
  public String name(int index) {
    return name;
  }

  @Override
  public void read(int index, FloatBuffer... into) {
    int start = into[0].position();
    into[0].put(pixels);
    if (index > 0) {
      cover(into[0], start, (index - 1) / CELLS, (index - 1) % CELLS);
    }
  }

  /** A pixel that is the contract's mean is 0. */
  private void cover(FloatBuffer into, int start, int row, int column) {
    int height = contract.height();
    int width = contract.width();
    float[] zeros = new float[edge(column + REACH + 1, width) - edge(column - REACH, width)];
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int y = edge(row - REACH, height); y < edge(row + REACH + 1, height); y++) {
        into.put(start + (channel * height + y) * width + edge(column - REACH, width), zeros);
      }
    }
  }

  /** Where a cell begins, in pixels. */
  private static int edge(int cell, int pixels) {
    return Math.max(0, Math.min(CELLS, cell)) * pixels / CELLS;
  }

  BufferedImage seen() {
    int height = contract.height();
    int width = contract.width();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    boolean blueFirst = contract.order() == InputContract.Order.BGR;
    for (int i = 0; i < height * width; i++) {
      int first = value(0, i);
      int last = value(2, i);
      int red = blueFirst ? last : first;
      int blue = blueFirst ? first : last;
      image.setRGB(i % width, i / width, red << 16 | value(1, i) << 8 | blue);
    }
    return image;
  }

  private int value(int channel, int pixel) {
    float normalized = pixels[channel * contract.height() * contract.width() + pixel];
    float value = normalized * contract.std().get(channel) + contract.mean().get(channel);
    return Math.max(0, Math.min(255, Math.round(value)));
  }
}
