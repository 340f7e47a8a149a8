package dev.graft.data;

import dev.graft.weights.GraftHome;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the photos of hands, which nobody offers for download in this form. */
final class Signs {
  private Signs() {}

  static Path folder(GraftHome home) {
    Path folder =
        home.variable("GRAFT_DATA")
            .map(data -> Path.of(data, "signs"))
            .orElseThrow(() -> missing("GRAFT_DATA is not set"));
    if (!Files.isDirectory(folder)) {
      throw missing("there is no folder " + folder);
    }
    return folder;
  }

  private static IllegalStateException missing(String reason) {
    return new IllegalStateException(
        "no photos of hands: "
            + reason
            + "; set GRAFT_DATA to a folder that has signs/train and signs/validation with a folder"
            + " a digit each (Mavi 2020, arXiv 2011.08927), or take Samples.cells()");
  }
}
