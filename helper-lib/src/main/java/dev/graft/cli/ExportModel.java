package dev.graft.cli;

import dev.graft.TransferModel;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxFile;
import dev.graft.infer.Precision;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a saved model as an ONNX file. */
@Command(
    name = "export",
    description = "Write a model as an ONNX file, to be run without Graft and without Java.",
    mixinStandardHelpOptions = true,
    versionProvider = GraftVersion.class)
final class ExportModel implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "folder of a saved model")
  private Path model;

  @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "file to write")
  private Path onnx;

  @Option(names = "--photos", description = "let the file take photos of any size, as bytes")
  private boolean photos;

  @Option(names = "--probabilities", description = "let it answer with probabilities")
  private boolean probabilities;

  @Option(
      names = "--int8",
      description = "let its frozen layers compute in 8 bits, as the model's do")
  private boolean int8;

  @Override
  public Integer call() {
    Onnx answer = probabilities ? Onnx.probabilities() : Onnx.logits();
    Onnx options = int8 ? answer.precision(Precision.INT8) : answer;
    try (TransferModel loaded = TransferModel.load(model)) {
      OnnxFile file = loaded.exportOnnx(onnx, photos ? options.photos() : options);
      System.out.println(file);
    }
    return 0;
  }
}
