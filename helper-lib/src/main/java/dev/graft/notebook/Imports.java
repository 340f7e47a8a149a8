package dev.graft.notebook;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What every cell of a lesson can name. */
final class Imports {
  static final List<String> LINES =
      List.of(
          "import static dev.graft.Transfer.*;",
          "import static dev.graft.notebook.Notebook.*;",
          "import static dev.graft.notebook.Parameters.*;",
          "import static dev.graft.notebook.Promises.*;",
          "import dev.graft.*;",
          "import dev.graft.audit.*;",
          "import dev.graft.data.*;",
          "import dev.graft.graph.Layers;",
          "import dev.graft.train.*;",
          "import dev.graft.engine.Bodies;",
          "import dev.graft.engine.Engines;",
          "import dev.graft.infer.*;",
          "import dev.graft.evaluate.*;",
          "import dev.graft.serve.Service;",
          "import dev.graft.shift.*;",
          "import dev.graft.page.Page;",
          "import dev.graft.plot.*;",
          "import dev.graft.zoo.SavedTranslatorFactory;",
          "import dev.graft.weights.MayMiss;",
          "import dev.graft.progress.Progress;",
          "import dev.graft.notebook.*;",
          "import tech.tablesaw.api.*;",
          "import java.nio.file.Files;",
          "import java.nio.file.Path;",
          "import java.util.*;",
          "import java.util.List;",
          "import java.util.Map;",
          "import java.util.stream.*;");

  private Imports() {}

  static void into(BaseKernel kernel) {
    LINES.forEach(line -> add(kernel, line));
  }

  private static void add(BaseKernel kernel, String line) {
    try {
      kernel.evalRaw(line);
    } catch (Throwable e) {
      System.err.println("graft: no " + line + " (" + e.getMessage() + ")");
    }
  }
}
