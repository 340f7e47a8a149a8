package dev.graft.notebook;

import dev.graft.progress.Progress;
import dev.graft.progress.ProgressSink;
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
    return BaseNotebookStatics.display(value);
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
        BaseNotebookStatics.updateDisplay(id, Bundle.line(line));
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
