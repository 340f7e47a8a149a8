package dev.graft.train;

import dev.graft.data.ImageKey;
import dev.graft.data.PixelSource;
import dev.graft.engine.Bodies;
import dev.graft.engine.Engines;
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
      Network network,
      List<Phase> stages,
      IntFunction<PixelSource> training,
      PixelSource validation) {
    String plan =
        stages.stream()
            .map(
                s -> digest(s.frozen().stream().sorted().toList()) + ": " + s.options().decisions())
            .collect(Collectors.joining("; then "));
    return Map.of(
        "engine",
        network.engine() + " " + Engines.load(network.engine()).getVersion(),
        "frozen layers run by",
        Bodies.runtime(network.engine()),
        "network",
        network.graph().name() + " " + digest(network.graph().nodes()),
        "input",
        network.contract().toString(),
        "plan",
        plan,
        "training images",
        images(training.apply(0)) + " " + digest(keys(training.apply(1))),
        "validation images",
        images(validation));
  }

  private static String images(PixelSource source) {
    return source.size() + " " + digest(keys(source));
  }

  /** An image without a key counts by its class alone. */
  private static List<String> keys(PixelSource source) {
    return IntStream.range(0, source.size())
        .parallel()
        .mapToObj(i -> source.label(i) + " " + source.key(i).map(ImageKey::toString).orElse(""))
        .toList();
  }

  private static String digest(Object value) {
    return String.format(Locale.ROOT, "%016x", ImageKey.of(value.toString()).a());
  }
}
