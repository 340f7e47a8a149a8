package dev.graft;

import dev.graft.infer.Quantization;
import dev.graft.train.Int8Cost;
import java.util.Optional;
import java.util.Set;

/**
 * How the frozen part of a model computes in whole numbers of 8 bits, and what that costs. An
 * immutable value.
 *
 * @param quantization between which numbers its values lie, and what stays in float
 * @param cost what the last {@code fineTune} measured; empty before one, and where the model has
 *     changed since
 */
public record Int8Body(Quantization quantization, Optional<Int8Cost> cost) {

  Int8Body costing(Int8Cost measured) {
    return new Int8Body(quantization, Optional.of(measured));
  }

  /** Forgets what is no longer frozen, and with it what the whole cost. */
  Optional<Int8Body> within(Set<String> frozen) {
    Quantization its = quantization.within(frozen);
    if (its == quantization) {
      return Optional.of(this);
    }
    return its.layers().isEmpty()
        ? Optional.empty()
        : Optional.of(new Int8Body(its, Optional.empty()));
  }

  /** Says how many products compute in 8 bits and what was measured. */
  @Override
  public String toString() {
    return quantization + cost.map(its -> "; " + its).orElse("");
  }
}
