package dev.graft.notebook;

import dev.graft.progress.JavaLogging;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * Prepares a Java kernel when Graft appears on its class path: imports, renderers, live progress,
 * and one line that says what runs here. JJava finds it as a service.
 */
public final class GraftExtension implements Extension {

  /** Called by the service loader. */
  public GraftExtension() {}

  /** Never throws: a throwing extension would end the kernel without a word. */
  @Override
  public void install(BaseKernel kernel) {
    attempt(JavaLogging::bind);
    attempt(Logs::toTerminal);
    attempt(() -> Imports.into(kernel));
    attempt(() -> Renderers.into(kernel.getRenderer()));
    attempt(Cell::showProgress);
    attempt(() -> Cell.display(Bundle.line(Welcome.line())));
  }

  private static void attempt(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      System.err.println("graft: this notebook lacks a convenience (" + e + ")");
    }
  }
}
