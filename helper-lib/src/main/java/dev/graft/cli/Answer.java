package dev.graft.cli;

import dev.graft.serve.Said;
import java.util.Optional;

/**
 * What a model says of one input, or why it says nothing.
 *
 * @param input name of a file, or of a file and a line
 * @param said empty where the input cannot be read
 * @param error empty where it can
 */
record Answer(String input, Optional<Said> said, String error) {

  static Answer of(String input, Said said) {
    return new Answer(input, Optional.of(said), "");
  }

  static Answer refused(String input, String error) {
    return new Answer(input, Optional.empty(), error);
  }
}
