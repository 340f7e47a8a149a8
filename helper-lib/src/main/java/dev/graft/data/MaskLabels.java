package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the values of a mask's pixels stand for.
 *
 * @param classes names, by value from 0 on
 * @param ignored values that stand for no class
 */
record MaskLabels(List<String> classes, SortedSet<Integer> ignored) {
  /** The field's value for a pixel that nobody labelled, and ours wherever masks are read. */
  static final int VOID = 255;

  MaskLabels {
    classes = List.copyOf(classes);
    if (classes.size() < 2
        || classes.size() > VOID
        || classes.stream().distinct().count() < classes.size()) {
      throw new IllegalArgumentException(
          "classes is " + Excerpt.of(classes) + ", must be 2 to " + VOID + " different names");
    }
    for (int value : ignored) {
      if (value < classes.size() || value > VOID) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "ignored value is %d, must be %d to %d: those below are classes",
                value,
                classes.size(),
                VOID));
      }
    }
  }

  static MaskLabels of(List<String> classes) {
    return new MaskLabels(classes, new TreeSet<>(List.of(VOID)));
  }

  MaskLabels ignoring(int... values) {
    SortedSet<Integer> more = new TreeSet<>(ignored);
    Arrays.stream(values).forEach(more::add);
    return new MaskLabels(classes, more);
  }

  /** Turns all values that stand for no class into {@link #VOID}, and refuses those unknown. */
  BufferedImage classes(BufferedImage values, String name) {
    byte[] from = GreyImage.bytes(values);
    int width = values.getWidth();
    BufferedImage labelled = GreyImage.of(width, values.getHeight());
    byte[] to = GreyImage.bytes(labelled);
    byte[] table = new byte[VOID + 1];
    for (int value = 0; value <= VOID; value++) {
      table[value] = (byte) (value < classes.size() ? value : VOID);
    }
    for (int i = 0; i < from.length; i++) {
      int value = from[i] & 0xff;
      if (value >= classes.size() && !ignored.contains(value)) {
        throw unknown(name, value, i % width, i / width);
      }
      to[i] = table[value];
    }
    return labelled;
  }

  private IllegalArgumentException unknown(String name, int value, int x, int y) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "mask %s has the value %d at x = %d, y = %d; classes are 0 to %d, ignored is %s;"
                + " MaskSet.ignoring(%d) leaves such pixels out",
            Excerpt.quoted(name),
            value,
            x,
            y,
            classes.size() - 1,
            ignored,
            value));
  }
}
