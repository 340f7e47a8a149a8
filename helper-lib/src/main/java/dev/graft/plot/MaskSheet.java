package dev.graft.plot;

import dev.graft.data.Mask;
import dev.graft.data.MaskSet;
import dev.graft.plot.Sheet.Tile;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Photos, their masks, and what a model says of their pixels; the colours are named beneath. */
final class MaskSheet {
  private static final int MOST = 8;

  private MaskSheet() {}

  static Figure of(MaskSet set, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count is " + count + ", expected 1 or more");
    }
    int shown = Math.min(count, set.size());
    List<Tile> tiles = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      tiles.addAll(pair(set, (int) ((2L * i + 1) * set.size() / (2L * shown))));
    }
    String title = String.format(Locale.ROOT, "%d of %d images and their masks", shown, set.size());
    return figure(title, tiles, set.mask(0).colours());
  }

  static Figure of(List<Mask> masks, MaskSet set) {
    if (masks.isEmpty()) {
      throw new IllegalArgumentException("no mask to show; one or more are needed");
    }
    List<Tile> tiles = new ArrayList<>();
    List<Mask> shown = masks.subList(0, Math.min(MOST, masks.size()));
    for (Mask mask : shown) {
      int index = place(mask, set);
      tiles.addAll(pair(set, index));
      String right =
          String.format(Locale.ROOT, "said, %.0f %% right", right(mask, set.mask(index)));
      tiles.add(new Tile(mask.overlay(set.images().image(index)), right, ""));
    }
    String title =
        String.format(
            Locale.ROOT, "%d of %d masks beside the true ones", shown.size(), masks.size());
    return figure(title, tiles, shown.get(0).colours());
  }

  private static Figure figure(String title, List<Tile> tiles, Map<String, Color> colours) {
    return Figure.sheet(title, new Sheet(title, tiles, colours).draw());
  }

  private static List<Tile> pair(MaskSet set, int index) {
    String id = set.images().id(index);
    return List.of(
        new Tile(set.images().image(index), id.substring(id.lastIndexOf('/') + 1), ""),
        new Tile(set.overlay(index), "true", ""));
  }

  private static int place(Mask mask, MaskSet set) {
    return IntStream.range(0, set.size())
        .filter(i -> set.images().id(i).equals(mask.image()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "mask is of \"%s\", which is not in the set; pass the set that was segmented"
                        .formatted(mask.image())));
  }

  /** Percent of the pixels that have a class. */
  private static double right(Mask given, Mask truth) {
    long known = 0;
    long right = 0;
    for (int y = 0; y < truth.height(); y++) {
      for (int x = 0; x < truth.width(); x++) {
        int wanted = truth.at(x, y);
        known += wanted < 0 ? 0 : 1;
        right += wanted >= 0 && wanted == given.at(x, y) ? 1 : 0;
      }
    }
    return known == 0 ? 100 : 100.0 * right / known;
  }
}
