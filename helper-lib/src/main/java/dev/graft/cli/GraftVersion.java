package dev.graft.cli;

import dev.graft.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class GraftVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"graft " + Version.current()};
  }
}
