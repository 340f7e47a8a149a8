package dev.graft.data;

import dev.graft.weights.GraftHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Texts to learn with. Two worlds are composed by Graft itself, of any size; two are real, and are
 * taken from {@code GRAFT_DATA}.
 *
 * <pre>{@code
 * var data = SampleTexts.named(SampleTexts.preferred());
 * }</pre>
 */
public final class SampleTexts {
  private static final String NOTES = "notes";
  private static final String REVIEWS = "reviews";
  private static final String TREC = "trec";
  private static final String SST2 = "sst2";
  private static final int COMPOSED = 600;

  private SampleTexts() {}

  /**
   * Writes notes on six things by a grammar: cooking, gardening, health, music, sport, travel. Most
   * words of a new note are in none of a few dozen others, so that what they mean has to be known.
   *
   * @param count of notes, at least 6
   * @param seed decides them
   * @return as many of all classes, or nearly so
   */
  public static TextSet notes(int count, long seed) {
    if (count < 6) {
      throw new IllegalArgumentException("count is " + count + ", must be at least 6");
    }
    return NoteWriter.notes(count, seed);
  }

  /**
   * Writes film reviews by a grammar, positive and negative ones in turn. Which kind one is hangs
   * on what its words do to each other, so that counting words tells next to nothing.
   *
   * @param count of reviews, at least 2
   * @param seed decides them
   * @return as many of both classes
   */
  public static TextSet reviews(int count, long seed) {
    if (count < 2) {
      throw new IllegalArgumentException("count is " + count + ", must be at least 2");
    }
    return Reviewer.reviews(count, seed);
  }

  /**
   * Gives the sample texts of a name.
   *
   * @param name {@code notes}, {@code reviews}, {@code trec} (questions of six kinds, Li and Roth
   *     2002) or {@code sst2} (sentences of film reviews, Socher et al. 2013)
   * @return train and validation: of what is composed 600 and 300; of TREC a tenth of its training
   *     part is for validation, since its test is for a last look
   * @throws IllegalArgumentException if there is no such name
   * @throws IllegalStateException if {@code GRAFT_DATA} lacks them; it says what to do
   */
  public static TextSet.Parts named(String name) {
    return switch (name) {
      case NOTES -> new TextSet.Parts(notes(COMPOSED, 1), notes(COMPOSED / 2, 2));
      case REVIEWS -> new TextSet.Parts(reviews(COMPOSED, 1), reviews(COMPOSED / 2, 2));
      case TREC -> table(TREC, "train").split(0.9, 42);
      case SST2 -> new TextSet.Parts(table(SST2, "train"), table(SST2, "validation"));
      default ->
          throw new IllegalArgumentException(
              "no sample texts \"" + name + "\"; there are notes, reviews, trec and sst2");
    };
  }

  private static TextSet table(String name, String part) {
    Path file =
        GraftHome.ofThisProcess()
            .variable("GRAFT_DATA")
            .map(data -> Path.of(data, name, part + ".tsv"))
            .filter(Files::isRegularFile)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        String.format(
                            "no texts of %s: set GRAFT_DATA to a folder that has %s/%s.tsv with"
                                + " columns label and text, or take SampleTexts.notes(600, 1)",
                            name, name, part)));
    return TextSet.tabs(file, "text", "label");
  }

  /**
   * Names the texts that lessons use here, whose classes what words mean tells.
   *
   * @return {@code $GRAFT_TEXTS} where that is set, {@code trec} where {@code GRAFT_DATA} has it,
   *     else {@code notes}
   */
  public static String preferred() {
    return chosen(System.getenv(), "GRAFT_TEXTS", TREC, NOTES);
  }

  /**
   * Names the texts that lessons use here where it takes more than what each word means.
   *
   * @return {@code $GRAFT_REVIEWS} where that is set, {@code sst2} where {@code GRAFT_DATA} has it,
   *     else {@code reviews}
   */
  public static String hard() {
    return chosen(System.getenv(), "GRAFT_REVIEWS", SST2, REVIEWS);
  }

  static String chosen(
      Map<String, String> environment, String variable, String real, String composed) {
    String data = environment.getOrDefault("GRAFT_DATA", "");
    boolean there = !data.isEmpty() && Files.isDirectory(Path.of(data, real));
    return environment.getOrDefault(variable, there ? real : composed);
  }
}
