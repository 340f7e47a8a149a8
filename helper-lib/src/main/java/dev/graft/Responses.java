package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Dataset;

/** What a whole network gives for inputs: a row of its outputs each, in order. */
final class Responses {
  private Responses() {}

  /** For inputs whose answers are known: what frozen layers make of them is kept. */
  static float[][] measured(ModelLife.Moment now, Dataset set) {
    return now.inference()
        .rows(
            Title.evaluating(now.state(), set),
            set.inputs(now.state().contract()),
            FeatureCache.atHome());
  }

  /** For inputs that are asked about once: what was kept of them is used, no more is kept. */
  static float[][] asked(ModelLife.Moment now, Dataset set) {
    return now.inference()
        .glance(
            Title.predicting(now.state(), set),
            set.inputs(now.state().contract()),
            FeatureCache.atHome());
  }
}
