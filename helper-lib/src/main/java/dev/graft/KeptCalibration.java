package dev.graft;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.data.ContentKey;
import dev.graft.data.Inputs;
import dev.graft.graph.Graph;
import dev.graft.infer.Calibrator;
import dev.graft.infer.CompiledBody;
import dev.graft.infer.Quantization;
import dev.graft.weights.GraftHome;
import dev.graft.weights.KeptJson;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * How a slice was found to compute in 8 bits, kept in {@code GRAFT_HOME} under all that decides it:
 * the slice, its weights, which layers are frozen, what the inputs hold that are looked at, and
 * what runs them. A calibration takes a session for each product; the cell that asks for it runs
 * often.
 */
final class KeptCalibration {
  /** Counts up when {@link Calibrator} finds something else for the same inputs. */
  private static final String METHOD = "calibration 1";

  private KeptCalibration() {}

  /** Gives what is kept, or finds it and keeps it. */
  static Quantization of(
      Graph slice,
      StateDict weights,
      Set<String> frozen,
      Inputs inputs,
      int most,
      Supplier<Quantization> found) {
    Optional<Path> file =
        key(slice, weights, frozen, inputs, most)
            .map(key -> GraftHome.ofThisProcess().calibrations().resolve(key + ".json"));
    Optional<Quantization> before =
        file.flatMap(
            kept ->
                KeptJson.read(
                    kept, json -> Optional.of(Int8Json.read(json, slice, frozen).quantization())));
    if (before.isPresent()) {
      return before.get();
    }
    Quantization now = found.get();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Int8Json.write(new Int8Body(now, Optional.empty()), json);
    file.ifPresent(kept -> KeptJson.keep(kept, json));
    return now;
  }

  /** None where an input cannot tell what it holds. */
  private static Optional<String> key(
      Graph slice, StateDict weights, Set<String> frozen, Inputs inputs, int most) {
    List<String> parts = new ArrayList<>();
    parts.add(METHOD);
    parts.add(CompiledBody.runtime());
    parts.add(slice.name() + slice.nodes() + slice.outputs());
    parts.add(weights.select(slice).sha256());
    parts.add(new TreeSet<>(frozen).toString());
    parts.add(inputs.contract().text());
    for (int index : Calibrator.spread(inputs.size(), most)) {
      Optional<ContentKey> key = inputs.key(index);
      if (key.isEmpty()) {
        return Optional.empty();
      }
      parts.add(key.get().toString());
    }
    ContentKey all = ContentKey.of(parts.toArray(String[]::new));
    return Optional.of(String.format(Locale.ROOT, "%016x%016x", all.a(), all.b()));
  }
}
