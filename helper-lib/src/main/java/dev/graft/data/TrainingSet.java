package dev.graft.data;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Images to learn from with the augmentation they are seen through. Immutable, and no {@link
 * ImageSet}: nothing that evaluates takes it.
 *
 * <p>In epoch {@code e} every image is shown in view {@code e}, or {@code e % n} after {@link
 * #views views(n)}.
 */
public final class TrainingSet implements Epochs {
  private final ImageSet images;
  private final Augmentation augmentation;
  private final long seed;
  private final int views;

  private TrainingSet(ImageSet images, Augmentation augmentation, long seed, int views) {
    this.images = images;
    this.augmentation = augmentation;
    this.seed = seed;
    this.views = views;
  }

  /**
   * Joins images and augmentation, with seed 42 and a new view in every epoch.
   *
   * @param images to learn from
   * @param augmentation they are seen through
   * @return the training set
   */
  public static TrainingSet of(ImageSet images, Augmentation augmentation) {
    return new TrainingSet(images, augmentation, 42, Integer.MAX_VALUE);
  }

  /** The same views of other images. */
  TrainingSet on(ImageSet others) {
    return new TrainingSet(others, augmentation, seed, views);
  }

  /**
   * Draws other views.
   *
   * @param seed decides, with image and view, what an augmentation does
   * @return a set with this seed
   */
  public TrainingSet seed(long seed) {
    return new TrainingSet(images, augmentation, seed, views);
  }

  /**
   * Limits the views of an image, which are then used in turn: their features are computed once.
   *
   * @param n views of each image, at least 1
   * @return a set with so many views
   */
  public TrainingSet views(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("views is " + n + ", must be at least 1");
    }
    return new TrainingSet(images, augmentation, seed, n);
  }

  /**
   * Tells how many different views an image has.
   *
   * @return 1 without augmentation, {@code Integer.MAX_VALUE} if every epoch has its own
   */
  @Override
  public int views() {
    return augmentation.equals(Augmentation.none()) ? 1 : views;
  }

  /**
   * Tells which view an epoch shows.
   *
   * @param epoch from 0
   * @return epoch modulo views
   */
  public int view(int epoch) {
    return epoch % views();
  }

  /**
   * Gives the images without augmentation.
   *
   * @return what evaluation may see
   */
  public ImageSet images() {
    return images;
  }

  /**
   * Gives the augmentation.
   *
   * @return the chain of steps
   */
  public Augmentation augmentation() {
    return augmentation;
  }

  /**
   * Gives the seed of the views.
   *
   * @return the seed
   */
  @Override
  public long seed() {
    return seed;
  }

  private Halves halves(Splits splits) {
    return new Halves(on(splits.train()), splits.validation());
  }

  @Override
  public Halves halved(double share, long its) {
    return halves(images.split(share, its));
  }

  @Override
  public List<Halves> folded(int k, long its) {
    return images.folds(k, its).stream().map(this::halves).toList();
  }

  @Override
  public String variation() {
    return augmentation.toString();
  }

  @Override
  public ImageSet dataset() {
    return images;
  }

  @Override
  public Examples examples(int epoch, Contract contract) {
    return new ShownImages(new Epoch(view(epoch)), InputContract.of(contract)).examples();
  }

  /**
   * Draws views of some images beside the images themselves, a row an image.
   *
   * @param images rows, chosen evenly
   * @param views columns beside the first
   * @return a contact sheet
   */
  public BufferedImage preview(int images, int views) {
    return Sieve.of(
        this.images.pictures(),
        readable -> ContactSheet.views(readable.list(), steps(), seed, images, views));
  }

  private List<Step> steps() {
    return ((Augmentations) augmentation).steps();
  }

  @Override
  public String toString() {
    return images + " through " + augmentation;
  }

  private final class Epoch implements Sight {
    private final int view;

    Epoch(int view) {
      this.view = view;
    }

    @Override
    public Pictures pictures() {
      return images.pictures();
    }

    private Picture picture(int index) {
      return pictures().list().get(index);
    }

    /** Without a step the pixels are the image's own, whatever seed and view. */
    @Override
    public ContentKey key(int index) {
      Picture picture = picture(index);
      return steps().isEmpty()
          ? ContentKey.of(picture.content())
          : ContentKey.of(
              picture.content(),
              picture.id(),
              steps().toString(),
              Long.toString(seed),
              Integer.toString(view));
    }

    private View view(int index) {
      return new View(steps(), seed, picture(index).id(), view);
    }

    @Override
    public AffineTransform map(int index, int width, int height, InputContract contract) {
      return view(index).map(width, height, contract);
    }

    @Override
    public Planes planes(int index, InputContract contract) {
      return view(index).planes(picture(index).shared(), contract);
    }
  }
}
