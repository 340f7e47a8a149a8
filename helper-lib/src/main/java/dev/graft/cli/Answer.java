package dev.graft.cli;

import dev.graft.evaluate.Prediction;
import java.util.Optional;

/**
 * What a model says of one input, or why it says nothing.
 *
 * @param input name of a file, or of a file and a line
 * @param prediction empty where the input cannot be read
 * @param error empty where it can
 */
record Answer(String input, Optional<Prediction> prediction, String error) {

  static Answer of(String input, Prediction prediction) {
    return new Answer(input, Optional.of(prediction), "");
  }

  static Answer refused(String input, String error) {
    return new Answer(input, Optional.empty(), error);
  }
}
