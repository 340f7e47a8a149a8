package dev.graft.train;

import dev.graft.evaluate.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the figures of an epoch are called, and in which order they stand. */
final class Figures {
  static final String RATE = "learning rate";
  static final String LOSS = "loss";
  static final String ACCURACY = "accuracy";
  static final String SECONDS = "seconds";
  static final String SPEED = "images/s";

  /** Before the name of a figure of the images that are never learned from. */
  static final String VALIDATION = "validation ";

  /** Those that every epoch of a classifier has, in the order in which version 0.1 wrote them. */
  static final List<String> ALWAYS =
      List.of(RATE, LOSS, ACCURACY, VALIDATION + LOSS, VALIDATION + ACCURACY, SECONDS, SPEED);

  /** Those that every epoch has, whatever is answered. */
  static final List<String> COMMON = List.of(RATE, LOSS, VALIDATION + LOSS, SECONDS, SPEED);

  static final int MOST = 200;
  private static final int LONGEST = 60;

  /** Below which three decimals say nothing. */
  private static final double SMALL = 0.01;

  private Figures() {}

  static Map<String, Double> of(
      double rate, Tally trained, Tally held, double seconds, double imagesPerSecond) {
    Map<String, Double> all = new LinkedHashMap<>();
    Map<String, Double> validation = held.figures();
    String main = validation.keySet().iterator().next();
    all.put(RATE, rate);
    all.put(LOSS, trained.loss());
    all.put(main, trained.figures().get(main));
    all.put(VALIDATION + LOSS, held.loss());
    all.put(VALIDATION + main, validation.get(main));
    trained
        .figures()
        .forEach(
            (name, value) -> {
              all.put(name, value);
              all.put(VALIDATION + name, validation.get(name));
            });
    all.put(SECONDS, seconds);
    all.put(SPEED, imagesPerSecond);
    return all;
  }

  /** Says a figure in a line of progress. */
  static String shown(String name, double value) {
    String format = value == 0 || Math.abs(value) >= SMALL ? "%s %.3f" : "%s %.3g";
    return String.format(Locale.ROOT, format, name, value);
  }

  /**
   * Demands a name that no other figure has.
   *
   * @throws IllegalArgumentException when it is taken, or no name
   */
  static void requireFree(String name, List<Metric> watched) {
    boolean taken =
        ALWAYS.contains(name)
            || name.startsWith(VALIDATION)
            || watched.stream().anyMatch(metric -> metric.name().equals(name));
    if (taken || name.isBlank() || name.length() > LONGEST) {
      throw new IllegalArgumentException(
          taken
              ? "an epoch has a figure \"" + name + "\" already; name yours otherwise"
              : "a figure's name has " + name.length() + " characters, must be 1 to " + LONGEST);
    }
    if (watched.size() >= MOST / 4) {
      throw new IllegalArgumentException("at most " + MOST / 4 + " figures can be watched");
    }
  }
}
