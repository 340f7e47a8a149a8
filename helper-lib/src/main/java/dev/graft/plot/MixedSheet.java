package dev.graft.plot;

import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.data.Inputs;
import dev.graft.data.LeavingOut;
import dev.graft.data.Mixing;
import dev.graft.data.TrainingSet;
import dev.graft.graph.Shape;
import dev.graft.plot.Sheet.Tile;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Photos as they are, and mixed with each other. */
final class MixedSheet {
  private static final int SIDE = 172;
  private static final int VALUES = 3 * SIDE * SIDE;
  private static final InputContract PLAIN = InputContract.rgb(SIDE, 0, 1, 1);
  private static final Shape SHAPE = PLAIN.inputs().get(0);
  private static final int PHOTOS = 6;
  private static final int BATCHES = 3;

  private final Inputs inputs;
  private final List<String> classes;
  private final List<Integer> chosen;
  private final int[] labels;

  private MixedSheet(TrainingSet training) {
    ImageSet images = training.images();
    this.inputs = training.examples(0, PLAIN).inputs();
    this.classes = images.classes();
    this.chosen = Sheets.takingTurns(images, PHOTOS);
    this.labels = chosen.stream().mapToInt(images::label).toArray();
  }

  static Figure of(TrainingSet training, Mixing mixing) {
    return LeavingOut.of(training, set -> readable(set, mixing));
  }

  private static Figure readable(TrainingSet training, Mixing mixing) {
    MixedSheet sheet = new MixedSheet(training);
    List<Tile> tiles = new ArrayList<>(sheet.tiles(Mixing.none(), training.seed(), 0));
    for (int batch = 0; batch < BATCHES; batch++) {
      tiles.addAll(sheet.tiles(mixing, training.seed(), batch));
    }
    String title =
        String.format(
            Locale.ROOT,
            "%d photos as they are, then mixed in %d batches",
            sheet.chosen.size(),
            BATCHES);
    return Figure.sheet(title, new Sheet(title, tiles).draw());
  }

  private List<Tile> tiles(Mixing mixing, long seed, int batch) {
    FloatBuffer pixels = FloatBuffer.allocate(chosen.size() * VALUES);
    chosen.forEach(index -> inputs.read(index, pixels));
    Mixing.Mixed mixed = mixing.mix(pixels.flip(), labels.length, SHAPE, seed, 0, batch);
    int[] partners = Mixing.Mixed.partners(labels.length);
    List<Tile> tiles = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      boolean whole = mixed.share() == 1;
      String own = classes.get(labels[i]);
      tiles.add(
          new Tile(
              PlanarPicture.of(pixels, i * VALUES, PLAIN, PLAIN),
              whole ? own : share(mixed.share(), own),
              whole ? "" : share(1 - mixed.share(), classes.get(labels[partners[i]]))));
    }
    return tiles;
  }

  private static String share(double share, String name) {
    return String.format(Locale.ROOT, "%.0f %% %s", 100 * share, name);
  }
}
