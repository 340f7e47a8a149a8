package dev.graft.train;

import dev.graft.data.Answers;

/**
 * What a batch should be taken for.
 *
 * @param own answers, one an input
 * @param partners answers of what was mixed in, one an input
 * @param share of the own answers, 0…1; the partners have the rest
 */
record Targets(Answers own, Answers partners, double share) {

  /** Takes inputs as they are, unmixed. */
  static Targets of(Answers answers) {
    return new Targets(answers, answers, 1);
  }

  int size() {
    return own.size();
  }
}
