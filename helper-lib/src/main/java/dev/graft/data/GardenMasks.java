package dev.graft.data;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The masks of drawn insects: who draws a garden knows where its insects are. Drawn anew whenever
 * they are asked for.
 *
 * @param pictures of one insect each
 */
record GardenMasks(List<GardenPicture> pictures) implements Masks.Source {
  /** The class of all that is no insect. */
  private static final String GROUND = "ground";

  static ImageSet of(ImageSet garden) {
    List<String> classes = new ArrayList<>(List.of(GROUND));
    classes.addAll(garden.classes());
    List<GardenPicture> pictures =
        garden.pictures().list().stream().map(GardenPicture.class::cast).toList();
    int[] places = IntStream.range(0, pictures.size()).toArray();
    var masks = new Masks(MaskLabels.of(classes), new GardenMasks(pictures), places);
    return new ImageSet(garden.pictures().answered(masks));
  }

  @Override
  public BufferedImage values(int place) {
    GardenPicture picture = pictures.get(place);
    BufferedImage values = picture.shown();
    byte[] each = GreyImage.bytes(values);
    int insect = 1 + List.copyOf(Insects.ALL.keySet()).indexOf(picture.insect());
    for (int i = 0; i < each.length; i++) {
      each[i] = (byte) (each[i] * insect);
    }
    return values;
  }

  @Override
  public String name(int place) {
    return pictures.get(place).id();
  }

  @Override
  public String text(int place) {
    return "mask of " + pictures.get(place).content();
  }
}
