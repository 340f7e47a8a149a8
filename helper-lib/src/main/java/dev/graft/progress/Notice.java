package dev.graft.progress;

import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * Says what a person should know though the call goes on: a checkpoint that could not be saved, a
 * slower way that is taken.
 *
 * <p>In a notebook and under {@code ./graft} it is a line of the output, where it is read. In a
 * program it is a warning of slf4j, under the name {@code dev.graft}, so that it goes where the
 * program's other messages go; a program without a binding of slf4j gets the line.
 */
public final class Notice {
  private Notice() {}

  /**
   * Says one line.
   *
   * @param text without a line's end
   */
  public static void warn(String text) {
    ILoggerFactory loggers = JavaLogging.isBound() ? null : LoggerFactory.getILoggerFactory();
    if (loggers == null || loggers instanceof NOPLoggerFactory) {
      System.out.println(text);
    } else {
      loggers.getLogger("dev.graft").warn(text);
    }
  }
}
