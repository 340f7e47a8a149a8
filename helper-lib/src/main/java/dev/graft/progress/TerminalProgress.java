package dev.graft.progress;

/** Rewrites one line of a terminal; where there is no terminal only the last line is printed. */
final class TerminalProgress implements ProgressSink {
  private static final boolean TERMINAL = System.console() != null;
  private int width;

  @Override
  public void update(String line) {
    if (TERMINAL) {
      System.out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      System.out.flush();
      width = line.length();
    }
  }

  @Override
  public void finish(String line) {
    update("");
    if (TERMINAL) {
      System.out.print("\r");
    }
    if (!line.isEmpty()) {
      System.out.println(line);
    }
  }
}
