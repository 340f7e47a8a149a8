package dev.graft.data;

import java.util.List;

/**
 * Texts to learn from with the augmentation they are read through. Immutable, and no {@link
 * TextSet}: nothing that evaluates takes it.
 *
 * <p>In epoch {@code e} every text is shown in view {@code e}, or {@code e % n} after {@link #views
 * views(n)}.
 */
public final class TrainingTexts implements Epochs {
  private final TextSet texts;
  private final TextAugmentation augmentation;
  private final long seed;
  private final int views;

  private TrainingTexts(TextSet texts, TextAugmentation augmentation, long seed, int views) {
    this.texts = texts;
    this.augmentation = augmentation;
    this.seed = seed;
    this.views = views;
  }

  /**
   * Joins texts and augmentation, with seed 42 and a new view in every epoch.
   *
   * @param texts to learn from
   * @param augmentation they are read through
   * @return the training texts
   */
  public static TrainingTexts of(TextSet texts, TextAugmentation augmentation) {
    return new TrainingTexts(texts, augmentation, 42, Integer.MAX_VALUE);
  }

  /**
   * Draws other views.
   *
   * @param value decides, with text and view, what an augmentation does
   * @return texts with this seed
   */
  public TrainingTexts seed(long value) {
    return new TrainingTexts(texts, augmentation, value, views);
  }

  /**
   * Limits the views of a text, which are then used in turn: their features are computed once.
   *
   * @param n views of each text, at least 1
   * @return texts with so many views
   */
  public TrainingTexts views(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("views is " + n + ", must be at least 1");
    }
    return new TrainingTexts(texts, augmentation, seed, n);
  }

  private Halves halves(TextSet.Parts parts) {
    return new Halves(
        new TrainingTexts(parts.train(), augmentation, seed, views), parts.validation());
  }

  @Override
  public Halves halved(double share, long its) {
    return halves(texts.split(share, its));
  }

  @Override
  public List<Halves> folded(int k, long its) {
    return texts.folds(k, its).stream().map(this::halves).toList();
  }

  @Override
  public String variation() {
    return augmentation.toString();
  }

  @Override
  public int views() {
    return augmentation.equals(TextAugmentation.none()) ? 1 : views;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public TextSet dataset() {
    return texts;
  }

  /**
   * Shows a text as an epoch reads it; which tokens are hidden is not seen.
   *
   * @param index of the text
   * @param epoch from 0
   * @return its words
   */
  public String text(int index, int epoch) {
    return new View(epoch % views).text(index).words();
  }

  @Override
  public Examples examples(int epoch, Contract contract) {
    Wording wording =
        augmentation.equals(TextAugmentation.none())
            ? new AsWritten(texts.all())
            : new View(epoch % views);
    return new Examples(new ReadTexts(wording, TextContract.of(contract)), texts.answers());
  }

  @Override
  public String toString() {
    return texts + " through " + augmentation;
  }

  private final class View implements Wording {
    private final int view;

    View(int view) {
      this.view = view;
    }

    @Override
    public int size() {
      return texts.size();
    }

    @Override
    public Text text(int index) {
      Text own = texts.at(index);
      var random = Randomness.of(seed, "words", own.id(), view);
      return new Text(own.id(), augmentation.words(own.words(), random));
    }

    @Override
    public ContentKey key(int index) {
      Text own = texts.at(index);
      return ContentKey.of(
          "text",
          own.words(),
          own.id(),
          augmentation.toString(),
          Long.toString(seed),
          Integer.toString(view));
    }

    @Override
    public boolean hides(int index, int token) {
      return augmentation.hidden() > 0
          && token > 0
          && Randomness.of(seed, "hidden", texts.id(index), view, token).nextDouble()
              < augmentation.hidden();
    }
  }
}
