package dev.graft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ServiceLoader;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.Test;

class GraftExtensionTest {

  @Test
  void serviceLoaderFindsIt() {
    assertTrue(
        ServiceLoader.load(Extension.class).stream()
            .anyMatch(provider -> provider.type() == GraftExtension.class));
  }

  @Test
  void firstLineNamesVersionAndEngine() {
    assertEquals(
        "Graft development · PyTorch on gpu:0 of 1",
        Welcome.line(() -> "PyTorch on gpu:0 of 1", ""));
  }

  @Test
  void firstLineSaysWhatMakesItSlow() {
    assertEquals(
        "Graft development · MXNet on cpu (2 cores) · slow: OMP_NUM_THREADS is not set",
        Welcome.line(() -> "MXNet on cpu (2 cores)", "slow: OMP_NUM_THREADS is not set"));
  }

  @Test
  void warningsOfLibrariesStayOutOfCells() {
    Logger root = Logger.getLogger("");
    Handler[] before = root.getHandlers();
    PrintStream error = System.err;
    ByteArrayOutputStream cell = new ByteArrayOutputStream();
    System.setErr(new PrintStream(cell, true));
    try {
      root.addHandler(new ConsoleHandler());
      Logs.toTerminal();
      Logs.toTerminal();
      Logger.getLogger("library").log(Level.WARNING, "a line this test wants in the terminal");
      assertEquals(1, root.getHandlers().length);
      assertFalse(root.getHandlers()[0] instanceof ConsoleHandler);
    } finally {
      System.setErr(error);
      for (Handler handler : root.getHandlers()) {
        root.removeHandler(handler);
      }
      for (Handler handler : before) {
        root.addHandler(handler);
      }
    }
    assertEquals("", cell.toString());
  }
}
