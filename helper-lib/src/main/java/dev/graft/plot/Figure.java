package dev.graft.plot;

import dev.graft.weights.AtomicFile;
import dev.graft.weights.Destination;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * A picture to look at: a PNG that shows everywhere and, for charts, plotly JSON to explore with.
 * Immutable.
 *
 * <pre>{@code
 * Plots.confusion(result).save(Path.of("confusion.png"));
 * }</pre>
 */
public final class Figure {
  private final String text;
  private final Canvas canvas;
  private final Optional<String> plotly;

  private Figure(String text, Canvas canvas, Optional<String> plotly) {
    this.text = text;
    this.canvas = canvas;
    this.plotly = plotly;
  }

  static Figure chart(String text, Canvas canvas, Plotly plotly) {
    return new Figure(text, canvas, Optional.of(plotly.json()));
  }

  static Figure sheet(String text, Canvas canvas) {
    return new Figure(text, canvas, Optional.empty());
  }

  /**
   * Reads the width at which the picture wants to be shown; the PNG may hold more pixels for sharp
   * screens.
   *
   * @return CSS pixels
   */
  public int width() {
    return canvas.width();
  }

  /**
   * Reads the height at which the picture wants to be shown.
   *
   * @return CSS pixels
   */
  public int height() {
    return canvas.height();
  }

  /**
   * Encodes the picture.
   *
   * @return a PNG file's bytes
   */
  public byte[] png() {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(canvas.image(), "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Copies the picture's pixels.
   *
   * @return a new image
   */
  public BufferedImage image() {
    BufferedImage source = canvas.image();
    BufferedImage copy =
        new BufferedImage(source.getWidth(), source.getHeight(), BufferedImage.TYPE_INT_RGB);
    source.copyData(copy.getRaster());
    return copy;
  }

  /**
   * Reads the chart for plotly.js 3, {@code application/vnd.plotly.v1+json}.
   *
   * @return a JSON object with {@code data} and {@code layout}; empty for sheets of photos
   */
  public Optional<String> plotly() {
    return plotly;
  }

  /**
   * Writes the PNG. The file appears whole or not at all.
   *
   * @param file to create or replace; its folder is created
   * @throws UncheckedIOException if it cannot be written
   */
  public void save(Path file) {
    byte[] png = png();
    try {
      AtomicFile.write(Destination.file(file), out -> out.write(png));
    } catch (IOException | UncheckedIOException e) {
      throw new UncheckedIOException("figure is not written: " + file, new IOException(e));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
