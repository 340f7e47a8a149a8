package dev.graft.engine;

import dev.graft.engine.Choice.Way;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A way for each {@link Choice}. An immutable value: a graph that begins to compute in one way goes
 * on in it.
 */
record Choices(Map<Choice, Way> ways) {
  /** What an engine does by itself. */
  static final Choices PLAIN =
      new Choices(Map.of(Choice.POINTWISE, Way.CONVOLUTION, Choice.RELU6, Way.CLIP));

  /** What is fastest on most processors with PyTorch. */
  static final Choices FIRST =
      new Choices(
          Map.of(
              Choice.POINTWISE, Choice.POINTWISE.ways().get(0),
              Choice.RELU6, Choice.RELU6.ways().get(0)));

  Choices {
    if (ways.size() != Choice.values().length) {
      throw new IllegalArgumentException("ways are " + ways + ", must be one a choice");
    }
    ways = Collections.unmodifiableMap(new EnumMap<>(ways));
  }

  boolean is(Choice choice, Way way) {
    return ways.get(choice) == way;
  }

  Choices with(Choice choice, Way way) {
    Map<Choice, Way> changed = new EnumMap<>(ways);
    changed.put(choice, way);
    return new Choices(changed);
  }

  /** Reads {@code pointwise=convolution,relu6=clip}; what is not named stays as here. */
  Choices pinned(String text) {
    Choices all = this;
    for (String part : text.split(",", -1)) {
      String[] words = part.strip().split("=", -1);
      if (words.length != 2) {
        throw new IllegalArgumentException(
            "choices are \"%s\", must be measured, fixed or such as %s".formatted(text, this));
      }
      Choice choice = Choice.named(words[0].strip());
      all = all.with(choice, choice.way(words[1].strip()));
    }
    return all;
  }

  /** Writes what {@link #pinned} reads. */
  @Override
  public String toString() {
    return ways.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(","));
  }
}
