package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.awt.Dimension;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Photos seen whole: each by as many looks, side by side and overlapping, as a network needs to see
 * every pixel of it, and what is said of the looks put together again.
 */
public final class Tiles implements Inputs {
  /** A strip is seen by no more looks; one longer than that is refused. */
  private static final int MOST = 16;

  private final List<Tiling> photos;
  private final Pictures pictures;
  private final InputContract contract;

  /** Where the looks of each photo begin, and behind the last one where they end. */
  private final int[] first;

  private Tiles(List<Tiling> photos, Pictures pictures, InputContract contract) {
    this.photos = photos;
    this.pictures = pictures;
    this.contract = contract;
    this.first = new int[photos.size() + 1];
    for (int i = 0; i < photos.size(); i++) {
      first[i + 1] = first[i] + photos.get(i).count();
    }
  }

  /**
   * Divides photos; their sizes are read, and no more.
   *
   * @param images labelled or not
   * @param contract what the weights want
   * @return the looks, those of a photo one after another
   * @throws IllegalArgumentException when one is a strip, longer than 16 times its shorter side
   */
  public static Tiles of(ImageSet images, InputContract contract) {
    List<Tiling> photos = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      Dimension size = images.dimensions(i);
      Tiling tiling = Tiling.of(size.width, size.height, contract);
      if (tiling.count() > MOST) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s is %d × %d pixels; a strip longer than %d times its shorter side has no mask",
                Excerpt.quoted(images.id(i)),
                size.width,
                size.height,
                MOST));
      }
      photos.add(tiling);
    }
    return new Tiles(List.copyOf(photos), images.pictures(), contract);
  }

  /**
   * Tells whose a look is.
   *
   * @param look index among all looks
   * @return index of the photo
   */
  public int photo(int look) {
    int photo = Arrays.binarySearch(first, look);
    return photo < 0 ? -photo - 2 : photo;
  }

  /**
   * Tells where the looks of a photo begin.
   *
   * @param photo its index
   * @return index of its first look among all looks
   */
  public int first(int photo) {
    return first[photo];
  }

  /**
   * Counts the looks at a photo.
   *
   * @param photo its index
   * @return at least 1
   */
  public int looks(int photo) {
    return first[photo + 1] - first[photo];
  }

  /**
   * Puts together what was said of the looks at a photo: each pixel has the likeliest class by the
   * look whose centre is nearest, read between its pixels.
   *
   * @param photo its index
   * @param classes how many
   * @param said for each look {@code (classes, height, width)}
   * @return the class of each pixel of the photo, row by row
   */
  public byte[] classes(int photo, int classes, float[][] said) {
    return photos.get(photo).classes(classes, said);
  }

  @Override
  public int size() {
    return first[first.length - 1];
  }

  @Override
  public InputContract contract() {
    return contract;
  }

  @Override
  public String name(int index) {
    return pictures.list().get(photo(index)).id();
  }

  private Seen seen(int look) {
    int photo = photo(look);
    return new Seen(pictures, photos.get(photo).look(look - first[photo]));
  }

  @Override
  public Optional<ContentKey> key(int index) {
    return Optional.of(seen(index).key(photo(index)));
  }

  @Override
  public void read(int index, FloatBuffer... into) {
    seen(index).planes(photo(index), contract).normalize(contract, into[0]);
  }
}
