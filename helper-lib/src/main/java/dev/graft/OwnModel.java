package dev.graft;

import dev.graft.data.InputContract;
import dev.graft.engine.Engines;
import dev.graft.graph.Graph;
import dev.graft.weights.StateDict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A model without head of a body that no catalogue has; some of its layers may learn. */
final class OwnModel {
  private OwnModel() {}

  static TransferModel of(
      Graph body,
      StateDict weights,
      InputContract contract,
      Set<String> frozen,
      Optional<String> engine) {
    Architecture own = Architecture.own(body, contract);
    return new TransferModel(
        new ModelState(own, body, weights, frozen, Optional.empty(), List.of(), contract),
        engine.orElseGet(Engines::choose));
  }
}
