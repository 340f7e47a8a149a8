package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.ImageSet;
import dev.graft.data.Mask;
import dev.graft.data.Masks;
import dev.graft.data.Tiles;
import dev.graft.evaluate.MaskCounts;
import dev.graft.evaluate.PixelCounts;
import dev.graft.evaluate.Segmentation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a model says of every pixel of photos, photo by photo. */
final class Segmenting {
  private Segmenting() {}

  /** Receives the classes of a photo's pixels, row by row. */
  private interface Photo {
    void take(int index, byte... classes);
  }

  static Segmentation evaluated(TransferModel model, ImageSet images) {
    try (ModelLife.Moment now = model.life().moment()) {
      HeadFit.require(now.state(), images);
      now.state().require(AnswerKind.MASKS);
      List<String> classes = now.state().classes();
      Masks masks = (Masks) images.answers();
      MaskCounts counts = new MaskCounts(classes.size(), images.size());
      each(
          now,
          images,
          Title.evaluating(now.state(), images),
          (index, given) -> {
            byte[] truth = masks.at(index).rows()[0];
            PixelCounts its = new PixelCounts(classes.size());
            for (int p = 0; p < truth.length; p++) {
              if (truth[p] != Masks.VOID) {
                its.add(truth[p] & 0xff, given[p] & 0xff);
              }
            }
            counts.add(index, its);
          });
      return Segmentation.of(classes, counts);
    }
  }

  static List<Mask> segmented(TransferModel model, ImageSet images) {
    try (ModelLife.Moment now = model.life().moment()) {
      now.state().require(AnswerKind.MASKS);
      Mask[] masks = new Mask[images.size()];
      List<String> classes = now.state().classes();
      each(
          now,
          images,
          Title.predicting(now.state(), images),
          (index, given) ->
              masks[index] =
                  Mask.of(images.id(index), classes, images.dimensions(index).width, given));
      return List.copyOf(Arrays.asList(masks));
    }
  }

  /** Holds what was said of a photo until all looks at it are there. */
  private static void each(ModelLife.Moment now, ImageSet images, String title, Photo receiver) {
    int classes = now.state().classes().size();
    Tiles tiles = Tiles.of(images, now.state().photos());
    Map<Integer, float[][]> open = new HashMap<>();
    now.inference()
        .each(
            title,
            tiles,
            FeatureCache.atHome(),
            (look, logits) -> {
              int photo = tiles.photo(look);
              float[][] said =
                  open.computeIfAbsent(photo, index -> new float[tiles.looks(index)][]);
              said[look - tiles.first(photo)] = logits;
              if (Arrays.stream(said).allMatch(row -> row != null)) {
                open.remove(photo);
                receiver.take(photo, tiles.classes(photo, classes, said));
              }
            });
  }
}
