package dev.graft.engine;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Tells a plain Java program, through slf4j and once, that it runs without the settings that make
 * training fast. {@code ./graft} and its kernel set them, so that it is silent there.
 */
final class SpeedNotice {
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private SpeedNotice() {}

  /** Names those settings that are missing and were not named before in this process. */
  static void say(List<Setting> settings) {
    List<Setting> missing =
        settings.stream().filter(s -> s.missing() && SAID.add(s.name())).toList();
    if (!missing.isEmpty()) {
      LoggerFactory.getLogger("dev.graft.speed").warn(text(missing));
    }
  }

  static String text(List<Setting> missing) {
    String costs =
        missing.stream()
            .map(s -> s.name() + " is not set (" + s.otherwise() + ")")
            .collect(Collectors.joining(", "));
    String remedy =
        missing.stream().map(s -> s.name() + "=" + s.best()).collect(Collectors.joining(" "));
    return "training is slower than it can be: %s; before the JVM starts, set %s"
        .formatted(costs, remedy);
  }
}
