package dev.graft.notebook;

import dev.graft.progress.Progress;
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
    Progress.showOn(() -> new LiveLine(new Beneath(), System::nanoTime));
  }

  /** Among the outputs of the cell that runs. */
  private static final class Beneath implements LiveLine.Output {
    @Override
    public String show(Bundle line) {
      return display(line);
    }

    @Override
    public void replace(String id, Bundle line) {
      undisturbed(
          () -> {
            BaseNotebookStatics.updateDisplay(id, line);
            return id;
          });
    }
  }
}
