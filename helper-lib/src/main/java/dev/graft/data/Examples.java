package dev.graft.data;

/**
 * Inputs and what they should be taken for.
 *
 * @param inputs bound to a contract
 * @param answers one an input
 */
public record Examples(Inputs inputs, Answers answers) {
  /** Checks that each input has its answer. */
  public Examples {
    if (inputs.size() != answers.size()) {
      throw new IllegalArgumentException(
          inputs.size() + " inputs have " + answers.size() + " answers");
    }
  }

  /**
   * Counts the examples.
   *
   * @return how many inputs there are
   */
  public int size() {
    return inputs.size();
  }
}
