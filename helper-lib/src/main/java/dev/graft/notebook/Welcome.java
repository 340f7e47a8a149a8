package dev.graft.notebook;

import dev.graft.Version;
import dev.graft.train.Engines;
import java.util.function.Supplier;

/** The line beneath a notebook's first cell: what runs here. */
final class Welcome {
  private Welcome() {}

  static String line() {
    return line(Engines::describe);
  }

  static String line(Supplier<String> engine) {
    return "Graft %s · %s".formatted(Version.current(), engine.get());
  }
}
