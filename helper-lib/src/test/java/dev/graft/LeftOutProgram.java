package dev.graft;

import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;

import dev.graft.engine.Engines;
import dev.graft.infer.OnnxFile;
import dev.graft.train.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a plain Java program does, for a process of its own: teaches, saves, goes on, exports. */
final class LeftOutProgram {
  private LeftOutProgram() {}

  public static void main(String... args) throws Exception {
    Path folder = Path.of(args[0]);
    Path model = folder.resolve("model");
    TransferModel pupil = pupil();
    Path runs = folder.resolve("runs");
    History first = Garden.fineTune(pupil, Garden.ONE.checkpoints(runs));
    pupil.save(model);
    OnnxFile file = pupil.exportOnnx(folder.resolve("pupil.onnx"));
    List<?> answers = predict(TransferModel.load(model), Garden.IMAGES.test());
    History again = Garden.fineTune(pupil(), Garden.ONE.checkpoints(runs));
    String names = String.join(" ", names(runs));
    System.out.println("engine " + Engines.choose());
    System.out.println("epochs " + first.epochs().size() + " " + again.epochs().size());
    System.out.println("answers " + answers.size());
    System.out.println("latencies " + file.latencies().size());
    System.out.println("ascii " + names.chars().allMatch(c -> c < 128));
  }

  private static TransferModel pupil() {
    TransferModel pupil = Garden.model(Engines.choose());
    freeze(pupil);
    return pupil;
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(p -> p.getFileName().toString()).toList();
    }
  }
}
