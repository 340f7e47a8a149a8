package dev.graft.notebook;

import dev.graft.progress.Progress;
import dev.graft.progress.ProgressSink;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;

/** The output beneath the running cell. */
final class Cell {
  private Cell() {}

  /** Whether there is a kernel. A plain program lacks its classes, or has them and none runs. */
  static boolean exists() {
    try {
      return BaseKernel.notebookKernel() != null;
    } catch (LinkageError | NullPointerException e) {
      return false;
    }
  }

  /** Shows a value; the id that comes back is for {@code updateDisplay}. */
  static String display(Object value) {
    return undisturbed(() -> BaseNotebookStatics.display(value));
  }

  /** The kernel's sockets fail on an interrupted thread: the interrupt waits for the output. */
  static <T> T undisturbed(Supplier<T> output) {
    boolean interrupted = Thread.interrupted();
    try {
      return output.get();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static void showProgress() {
    Progress.showOn(LiveLine::new);
  }

  /** One output that is rewritten in place. */
  static final class LiveLine implements ProgressSink {
    private String id = "";
    private String shown = "";

    @Override
    public void update(String line) {
      if (id.isEmpty()) {
        id = display(Bundle.line(line));
      } else {
        undisturbed(
            () -> {
              BaseNotebookStatics.updateDisplay(id, Bundle.line(line));
              return id;
            });
      }
      shown = line;
    }

    @Override
    public void finish(String line) {
      if (!line.equals(shown)) {
        update(line);
      }
    }
  }
}
