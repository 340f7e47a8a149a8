package dev.graft.progress;

import java.util.ServiceLoader;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Sends slf4j's messages to {@code java.util.logging}, where a kernel or a command line runs. No
 * service names it: a program that uses the library chooses its own binding, or none.
 */
public final class JavaLogging implements SLF4JServiceProvider {
  private static final String PROVIDER = "slf4j.provider";
  private static final String VERBOSITY = "slf4j.internal.verbosity";

  private static volatile boolean bound;

  private final ILoggerFactory loggers = new JavaLoggers();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  /** Called by slf4j, which was told its name. */
  public JavaLogging() {}

  /** Takes effect before the first logger is asked for; a binding on the class path wins. */
  public static void bind() {
    bound = true;
    var others =
        ServiceLoader.load(SLF4JServiceProvider.class, SLF4JServiceProvider.class.getClassLoader());
    if (System.getProperty(PROVIDER) == null && others.stream().findAny().isEmpty()) {
      System.setProperty(PROVIDER, JavaLogging.class.getName());
      if (System.getProperty(VERBOSITY) == null) {
        System.setProperty(VERBOSITY, "WARN"); // else it says that it does as it was told
      }
    }
  }

  /** Whether a kernel or a command line runs here, and a person reads what is printed. */
  static boolean isBound() {
    return bound;
  }

  /** Nothing is left to do. */
  @Override
  public void initialize() {}

  /** Gives loggers that hand on what they get. */
  @Override
  public ILoggerFactory getLoggerFactory() {
    return loggers;
  }

  /** Gives markers, which {@code java.util.logging} does not know. */
  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  /** Gives a context that stays empty. */
  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  /** Says what it was written against. */
  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }
}
