package dev.graft.progress;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/** One logger a name; slf4j's root is {@code java.util.logging}'s, which has no name. */
final class JavaLoggers implements ILoggerFactory {
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();

  @Override
  public Logger getLogger(String name) {
    String own = name.equals(Logger.ROOT_LOGGER_NAME) ? "" : name;
    return loggers.computeIfAbsent(own, JavaLogger::new);
  }
}
