package dev.graft.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How the texts of a training vary: what is done without a second model. Words are what blanks
 * divide.
 *
 * <pre>{@code
 * augment(reviews.train(), TextAugmentation.deleting(0.1).swap(0.1).hide(0.1))
 * }</pre>
 *
 * <p>Deletion and swapping are those of Wei and Zou (2019, section 2), hiding is dropout of whole
 * tokens. Each is a pure function of seed, text and view.
 *
 * @param deleted share of the words that are left out, each by chance; one always stays
 * @param swapped pairs of words that change places, as a share of the words
 * @param hidden share of the tokens that are not looked at, each by chance; the first, which
 *     encoders put before a text, always is
 */
public record TextAugmentation(double deleted, double swapped, double hidden) {

  /** Checks the shares. */
  public TextAugmentation {
    for (double share : new double[] {deleted, swapped, hidden}) {
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException(
            "share is " + share + ", must be at least 0 and below 1");
      }
    }
  }

  /**
   * Changes nothing.
   *
   * @return the augmentation
   */
  public static TextAugmentation none() {
    return new TextAugmentation(0, 0, 0);
  }

  /**
   * Leaves words out.
   *
   * @param share of the words, 0 up to below 1
   * @return the augmentation
   */
  public static TextAugmentation deleting(double share) {
    return none().delete(share);
  }

  /**
   * Leaves words out too.
   *
   * @param share of the words, 0 up to below 1
   * @return the augmentation
   */
  public TextAugmentation delete(double share) {
    return new TextAugmentation(share, swapped, hidden);
  }

  /**
   * Lets words change places too.
   *
   * @param share pairs, as a share of the words, 0 up to below 1
   * @return the augmentation
   */
  public TextAugmentation swap(double share) {
    return new TextAugmentation(deleted, share, hidden);
  }

  /**
   * Hides tokens too: they keep their places, and no other token looks at them.
   *
   * @param share of the tokens, 0 up to below 1
   * @return the augmentation
   */
  public TextAugmentation hide(double share) {
    return new TextAugmentation(deleted, swapped, share);
  }

  /** Varies the words; a text in which nothing moves keeps its blanks. */
  String words(String text, RandomGenerator random) {
    List<String> words = new ArrayList<>(List.of(text.strip().split("\\s+")));
    int pairs = (int) Math.round(swapped * words.size());
    for (int pair = 0; pair < pairs; pair++) {
      Collections.swap(words, random.nextInt(words.size()), random.nextInt(words.size()));
    }
    List<String> kept = new ArrayList<>();
    for (String word : words) {
      if (random.nextDouble() >= deleted) {
        kept.add(word);
      }
    }
    if (kept.isEmpty()) {
      kept.add(words.get(random.nextInt(words.size())));
    }
    return pairs == 0 && kept.size() == words.size() ? text : String.join(" ", kept);
  }
}
