package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** How a set of images is divided, thinned and filtered: what is chosen keeps its order. */
abstract sealed class Choosing extends Reading permits ImageSet {
  Choosing(Pictures pictures) {
    super(pictures);
  }

  /** Keeps the classes and what was left out, and of the images these. */
  abstract ImageSet select(int[] indices);

  /**
   * Divides the images at random, each class in the same shares, each tag as {@link TagSet#split}
   * does.
   *
   * @param train share to learn from, above 0 and below 1; the rest is for validation
   * @param seed decides which image goes where
   * @return two splits, each with at least one image of every class
   * @throws IllegalArgumentException if a class has fewer than 2 images
   */
  public Splits split(double train, long seed) {
    checkShares(train, 1 - train);
    List<int[]> parts = Halving.parts(answers(), strata(seed), train, seed);
    return new Splits(select(parts.get(0)), Optional.of(select(parts.get(1))), Optional.empty());
  }

  /**
   * Divides the images at random, each class in the same shares.
   *
   * @param train share to learn from
   * @param validation share for validation; what remains of 1 is for the test
   * @param seed decides which image goes where
   * @return three splits
   * @throws IllegalArgumentException if a class is too small to be divided so
   */
  public Splits split(double train, double validation, long seed) {
    checkShares(train, validation);
    checkShares(train + validation, 1 - train - validation);
    Stratified strata = strata(seed);
    return new Splits(
        select(strata.part(0, train, 3)),
        Optional.of(select(strata.part(train, train + validation, 3))),
        Optional.of(select(strata.part(train + validation, 1, 3))));
  }

  private Stratified strata(long seed) {
    return new Stratified(
        classes(), noun(), IntStream.range(0, size()).map(this::label).toArray(), seed);
  }

  private static void checkShares(double first, double second) {
    if (!(first > 0 && second > 0)) {
      throw new IllegalArgumentException(
          "shares are " + first + " and " + second + ", must be above 0 and together at most 1");
    }
  }

  /**
   * Takes some of the images at random, each class in its share.
   *
   * @param n images, at most all
   * @param seed decides which
   * @return a smaller set with the same classes
   */
  public ImageSet take(int n, long seed) {
    return select(strata(seed).take(n, size()));
  }

  /**
   * Takes equally many images of every class at random. Those for a smaller number are among those
   * for a larger one, so that learning curves add images and never exchange them.
   *
   * @param n images of each class, at least 1
   * @param seed decides which
   * @return a smaller set with the same classes
   * @throws IllegalArgumentException if a class has fewer
   */
  public ImageSet perClass(int n, long seed) {
    if (n < 1) {
      throw new IllegalArgumentException("images per class is " + n + ", must be at least 1");
    }
    return select(strata(seed).perClass(n));
  }

  /**
   * Makes one class rare: keeps some of its images, chosen at random, and all of the others.
   *
   * @param name of the class
   * @param share of its images that is kept, above 0 up to 1; at least one image is
   * @param seed decides which
   * @return an imbalanced set with the same classes
   */
  public ImageSet thin(String name, double share, long seed) {
    if (!classes().contains(name)) {
      throw new IllegalArgumentException(
          "no class " + Excerpt.quoted(name) + "; there are " + Excerpt.listed(classes()));
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share is " + share + ", must be above 0 and at most 1");
    }
    return select(strata(seed).thin(classes().indexOf(name), share));
  }

  /**
   * Divides the images into k folds at random, each class in the same shares; every fold is the
   * validation of one pair, and the others its training set.
   *
   * @param k folds, at least 2
   * @param seed decides which image goes where
   * @return k pairs of train and validation, without a test
   * @throws IllegalArgumentException if a class has fewer than k images
   */
  public List<Splits> folds(int k, long seed) {
    if (k < 2) {
      throw new IllegalArgumentException("folds is " + k + ", must be at least 2");
    }
    Stratified strata = strata(seed);
    List<Splits> folds = new ArrayList<>();
    for (int fold = 0; fold < k; fold++) {
      int[] held = strata.fold(k, fold);
      int[] others =
          IntStream.range(0, size()).filter(i -> Arrays.binarySearch(held, i) < 0).toArray();
      folds.add(new Splits(select(others), Optional.of(select(held)), Optional.empty()));
    }
    return folds;
  }

  /**
   * Keeps the images that fulfil a condition.
   *
   * <pre>{@code
   * images.filter((file, label) -> !file.contains("blurred"))
   * }</pre>
   *
   * @param kept is asked with an image's {@link ImageSet#id} and the name of its class
   * @return a smaller set with the same classes, those without an image too; {@link
   *     ImageSet#classes(List)} drops them
   */
  public ImageSet filter(BiPredicate<String, String> kept) {
    return select(
        IntStream.range(0, size())
            .filter(i -> kept.test(id(i), classes().get(label(i))))
            .toArray());
  }

  /**
   * Leaves out what an audit finds: of copies all but one, and what has the wrong label.
   *
   * <pre>{@code
   * images.without(audit(images).findings())
   * }</pre>
   *
   * @param findings that name images by their {@link ImageSet#id}
   * @return a smaller set with the same classes
   */
  public ImageSet without(Collection<? extends Suspect> findings) {
    Set<String> gone = Suspect.all(findings);
    return select(IntStream.range(0, size()).filter(i -> !gone.contains(id(i))).toArray());
  }
}
