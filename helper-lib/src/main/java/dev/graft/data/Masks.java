package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A class for each pixel of each input. Masks are read when they are asked for, and lie over what
 * the network is shown: where an input is turned or cut, so is its mask, by the nearest pixel; what
 * lies beyond the mask's border has no class. Thread-safe.
 */
public final class Masks implements Answers {
  /** The class of a pixel that has none. */
  public static final byte VOID = (byte) MaskLabels.VOID;

  private final MaskLabels labels;
  private final Source source;
  private final int[] places;
  private byte[][] rows;

  /** Where masks come from. */
  interface Source {
    /** Reads a mask's values, one byte a pixel, perhaps shared. */
    BufferedImage values(int place);

    /** Names a mask in messages. */
    String name(int place);

    /** Says a mask so that equal texts are equal masks. */
    String text(int place);
  }

  Masks(MaskLabels labels, Source source, int... places) {
    this.labels = labels;
    this.source = source;
    this.places = places;
  }

  /** Masks as large as their images. */
  static Masks of(MaskLabels labels, List<MaskFile> files) {
    Source source =
        new Source() {
          @Override
          public BufferedImage values(int place) {
            return files.get(place).values();
          }

          @Override
          public String name(int place) {
            return files.get(place).id();
          }

          @Override
          public String text(int place) {
            return files.get(place).content();
          }
        };
    return new Masks(labels, source, IntStream.range(0, files.size()).toArray());
  }

  /** The same masks as they lie over what is shown of the images. */
  Masks shown(Sight sight, InputContract contract) {
    return new Masks(
        labels, new Shown(this, sight, contract), IntStream.range(0, size()).toArray());
  }

  private record Shown(Masks whole, Sight sight, InputContract contract) implements Source {
    @Override
    public BufferedImage values(int place) {
      BufferedImage mask = whole.classes(place);
      AffineTransform map = sight.map(place, mask.getWidth(), mask.getHeight(), contract);
      return GreyImage.nearest(mask, map, contract.width(), contract.height(), MaskLabels.VOID);
    }

    @Override
    public String name(int place) {
      return whole.source.name(whole.places[place]);
    }

    @Override
    public String text(int place) {
      return whole.source.text(whole.places[place]);
    }
  }

  /** The same masks, whose values stand for something else. */
  Masks labelled(MaskLabels others) {
    return new Masks(others, source, places);
  }

  MaskLabels labels() {
    return labels;
  }

  /**
   * Names the classes.
   *
   * @return by index
   */
  public List<String> names() {
    return labels.classes();
  }

  @Override
  public int size() {
    return places.length;
  }

  @Override
  public Masks at(int... indices) {
    return new Masks(labels, source, Arrays.stream(indices).map(i -> places[i]).toArray());
  }

  @Override
  public String kind() {
    return "masks";
  }

  @Override
  public String text(int index) {
    return source.text(places[index]) + " without " + labels.ignored();
  }

  /** Reads one. */
  BufferedImage classes(int index) {
    return labels.classes(source.values(places[index]), source.name(places[index]));
  }

  /**
   * Reads all of these, on all cores, and keeps them: for as many as a batch has.
   *
   * @return for each input a byte a pixel, row by row: the index of its class, or {@link #VOID};
   *     only to be read
   */
  public synchronized byte[][] rows() {
    if (rows == null) {
      byte[][] read = new byte[size()][];
      AllCores.forEach(size(), i -> read[i] = GreyImage.bytes(classes(i)));
      rows = read;
    }
    return rows;
  }

  /**
   * Counts the pixels of each class, mask by mask.
   *
   * @return by class, and behind them those without one
   */
  public long[] counts() {
    long[][] each = new long[size()][];
    AllCores.forEach(size(), i -> each[i] = Mask.counts(names().size(), classes(i)));
    return Arrays.stream(each).reduce(new long[names().size() + 1], Masks::sum);
  }

  private static long[] sum(long[] first, long[] second) {
    return IntStream.range(0, first.length).mapToLong(i -> first[i] + second[i]).toArray();
  }
}
