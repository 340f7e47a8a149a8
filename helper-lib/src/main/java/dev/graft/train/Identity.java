package dev.graft.train;

import dev.graft.data.ContentKey;
import dev.graft.data.Examples;
import dev.graft.engine.Bodies;
import dev.graft.engine.ChosenWays;
import dev.graft.engine.Network;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names what decides the outcome of a run besides the weights it begins with. */
final class Identity {
  private Identity() {}

  static Map<String, String> of(
      Network network, List<Phase> stages, IntFunction<Examples> training, Examples validation) {
    String plan =
        stages.stream()
            .map(
                s -> digest(s.frozen().stream().sorted().toList()) + ": " + s.options().decisions())
            .collect(Collectors.joining("; then "));
    String precision = network.precision(network.graph());
    return Map.of(
        "engine",
        network.engine() + " " + ChosenWays.computes(network.engine()),
        "frozen layers run by",
        Bodies.runtime(network.engine()) + (precision.isEmpty() ? "" : " " + digest(precision)),
        "network",
        network.graph().name() + " " + digest(network.graph().nodes()),
        "input",
        validation.inputs().contract().text(),
        "plan",
        plan,
        "training images",
        images(training.apply(0)) + " " + digest(keys(training.apply(1))),
        "validation images",
        images(validation));
  }

  private static String images(Examples examples) {
    return examples.size() + " " + digest(keys(examples));
  }

  /** An input without a key counts by its answer alone. */
  private static List<String> keys(Examples examples) {
    return IntStream.range(0, examples.size())
        .parallel()
        .mapToObj(
            i ->
                examples.answers().text(i)
                    + " "
                    + examples.inputs().key(i).map(ContentKey::toString).orElse(""))
        .toList();
  }

  private static String digest(Object value) {
    return String.format(Locale.ROOT, "%016x", ContentKey.of(value.toString()).a());
  }
}
