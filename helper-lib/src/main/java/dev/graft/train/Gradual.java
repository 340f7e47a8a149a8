package dev.graft.train;

import dev.graft.graph.Layers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan of training in stages: the head alone, then more and more of the backbone (gradual
 * unfreezing, Howard and Ruder 2018, section 3.3).
 *
 * <pre>{@code
 * var plan = FineTune.gradual()
 *     .head(FineTune.epochs(3).learningRate(1e-3))
 *     .then(Layers.last(2), FineTune.epochs(2).learningRate(1e-5))
 *     .then(Layers.last(4), FineTune.epochs(2).learningRate(1e-6).layerDecay(0.5));
 * var history = fineTune(model, train, data.validation(), plan);
 * }</pre>
 *
 * <p>Each stage says all of what learns in it: its layers and the head; the rest of the backbone is
 * frozen, even what learned in the stage before. Immutable.
 *
 * @param stages in order
 * @param checkpoints where the run is saved as it goes, if anywhere
 */
public record Gradual(List<Stage> stages, Optional<Checkpoints> checkpoints) {
  static final Gradual EMPTY = new Gradual(List.of(), Optional.empty());

  /**
   * One stage.
   *
   * @param layers of the backbone that learn beside the head; empty: the head alone
   * @param options how they learn
   */
  public record Stage(Optional<Layers> layers, FineTune options) {}

  /** Copies the stages. */
  public Gradual {
    stages = List.copyOf(stages);
  }

  /**
   * Adds a stage in which the head learns alone.
   *
   * @param options how
   * @return a longer plan
   * @throws IllegalArgumentException when the options name checkpoints, which belong to the plan
   */
  public Gradual head(FineTune options) {
    return and(new Stage(Optional.empty(), options));
  }

  /**
   * Adds a stage in which some layers learn beside the head.
   *
   * @param layers that learn: {@code Layers.last(4)}, or {@code Layers.first(2)} alone
   * @param options how
   * @return a longer plan
   * @throws IllegalArgumentException when the options name checkpoints, which belong to the plan
   */
  public Gradual then(Layers layers, FineTune options) {
    return and(new Stage(Optional.of(layers), options));
  }

  /**
   * Saves the run as it goes; the same call goes on where it was killed, interrupted or left.
   *
   * @param choice where, how many and how often
   * @return a plan with checkpoints
   */
  public Gradual checkpoints(Checkpoints choice) {
    return new Gradual(stages, Optional.of(choice));
  }

  /**
   * Saves the run as it goes; the same call goes on where it was killed, interrupted or left.
   *
   * @param folder of this one run
   * @return a plan with checkpoints
   */
  public Gradual checkpoints(Path folder) {
    return checkpoints(Checkpoints.in(folder));
  }

  private Gradual and(Stage stage) {
    if (stage.options().keeping().checkpoints().isPresent()) {
      throw new IllegalArgumentException(
          ("a stage names checkpoints in %s; they belong to the whole plan:"
                  + " FineTune.gradual()…checkpoints(…)")
              .formatted(stage.options().keeping().checkpoints().get().folder()));
    }
    List<Stage> longer = new ArrayList<>(stages);
    longer.add(stage);
    return new Gradual(longer, checkpoints);
  }
}
