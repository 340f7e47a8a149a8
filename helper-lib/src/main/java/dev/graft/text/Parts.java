package dev.graft.text;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a tokenizer is made of, as its files say.
 *
 * @param vocabulary of the model
 * @param added tokens, those around the text among them
 */
record Parts(
    Rewriting rewriting,
    Splitting splitting,
    Vocabulary vocabulary,
    Model model,
    List<AddedToken> added,
    Frame frame) {

  /** Counts the ids that there can be: one more than the highest. */
  int size() {
    IntStream own = vocabulary.ids().values().stream().mapToInt(Integer::intValue);
    IntStream more = added.stream().mapToInt(AddedToken::id);
    IntStream around = frame.ids();
    return 1 + IntStream.concat(IntStream.concat(own, more), around).max().orElse(-1);
  }
}
