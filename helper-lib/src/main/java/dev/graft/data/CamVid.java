package dev.graft.data;

import dev.graft.weights.GraftHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the streets of Cambridge with their masks, which nobody offers for download in this form.
 */
final class CamVid {
  /** By value; the one behind them is no class. */
  private static final List<String> NAMES =
      List.of(
          "sky",
          "building",
          "pole",
          "road",
          "pavement",
          "tree",
          "sign",
          "fence",
          "car",
          "pedestrian",
          "bicyclist");

  private CamVid() {}

  static Answered.Parts<MaskSet> parts(GraftHome home) {
    Path folder = folder(home);
    return new Answered.Parts<>(
        part(folder, "train"),
        part(folder, Files.isDirectory(folder.resolve("val")) ? "val" : "validation"));
  }

  private static MaskSet part(Path folder, String name) {
    return MaskSet.of(folder.resolve(name), NAMES).ignoring(NAMES.size());
  }

  private static Path folder(GraftHome home) {
    Path folder =
        home.variable("GRAFT_DATA")
            .map(data -> Path.of(data, "camvid"))
            .orElseThrow(() -> missing("GRAFT_DATA is not set"));
    if (Stream.of("val", "validation").map(folder::resolve).noneMatch(Files::isDirectory)) {
      throw missing("there is no folder " + folder.resolve("val"));
    }
    return folder;
  }

  private static IllegalStateException missing(String reason) {
    return new IllegalStateException(
        "no streets: "
            + reason
            + "; set GRAFT_DATA to a folder that has camvid/train and camvid/val, each with images"
            + " and masks (Brostow et al. 2009), or take Samples.gardenMasks(20, 42, 128)");
  }
}
