package dev.graft;

import dev.graft.evaluate.Trust;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxDeployment;
import dev.graft.infer.OnnxFile;
import dev.graft.progress.Progress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes a model as an ONNX file, and beside it what it was calibrated to. */
final class ModelExport {
  private ModelExport() {}

  static OnnxFile write(ModelState now, Path file, Onnx options) {
    switch (options.output()) {
      case LOGITS -> now.requireHead();
      case PROBABILITIES -> {
        now.requireHead();
        if (now.answers().probable().isEmpty()) {
          now.requireClasses();
        }
      }
      default -> {}
    }
    Optional<Trust> trust =
        options.output() == Onnx.Output.FEATURES ? Optional.empty() : now.trust();
    Map<String, String> about = new HashMap<>(HeadTags.about(now));
    about.put("graft.version", Version.current());
    about.put("graft.backbone", now.backbone().name());
    trust.ifPresent(its -> about.put("graft.trust", TrustFile.describe(its).toString()));
    var network =
        new OnnxDeployment(
            now.graph(),
            now.weights(),
            now.contract(),
            now.classes(),
            now.answers().probable().orElse(OnnxDeployment.Answer.ONE),
            trust.map(its -> HeadInput.name(now)),
            about,
            now.quantization());
    long begun = System.nanoTime();
    try (Progress progress = Progress.start("exporting " + file.getFileName(), 1)) {
      trust.ifPresent(its -> TrustFile.write(beside(file), its));
      OnnxFile written = network.write(file, options);
      double seconds = (System.nanoTime() - begun) / 1e9;
      progress.keep(
          String.format(Locale.ROOT, "%s written in %.1f s", file.getFileName(), seconds));
      return written;
    }
  }

  /** {@code model.trust.safetensors} beside {@code model.onnx}. */
  private static Path beside(Path file) {
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name;
    return file.resolveSibling(stem + "." + TrustFile.NAME);
  }
}
