package dev.graft.notebook;

import dev.graft.Version;
import dev.graft.engine.Engines;
import java.util.function.Supplier;

/** The line beneath a notebook's first cell: what runs here. */
final class Welcome {
  private Welcome() {}

  static String line() {
    return line(Engines::describe, Engines.warning());
  }

  static String line(Supplier<String> engine, String warning) {
    String line = "Graft %s · %s".formatted(Version.current(), engine.get());
    return warning.isEmpty() ? line : line + " · " + warning;
  }
}
