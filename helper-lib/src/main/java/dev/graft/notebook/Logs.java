package dev.graft.notebook;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/** Sends warnings of libraries to the terminal that started the kernel, never into a cell. */
final class Logs {
  private Logs() {}

  /** A console handler made while a cell runs would hold on to that cell's error stream. */
  static void toTerminal() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      if (handler instanceof ConsoleHandler || handler instanceof Terminal) {
        root.removeHandler(handler);
      }
    }
    root.addHandler(new Terminal());
  }

  private static final class Terminal extends StreamHandler {
    Terminal() {
      super(new FileOutputStream(FileDescriptor.err), new SimpleFormatter());
      setLevel(Level.WARNING);
    }

    @Override
    public synchronized void publish(LogRecord entry) {
      super.publish(entry);
      flush();
    }
  }
}
