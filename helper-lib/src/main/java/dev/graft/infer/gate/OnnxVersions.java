package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.Locale;

/** The versions of ONNX's operators and of its format that are read. */
final class OnnxVersions {
  /** What ONNX Runtime 1.22 and 1.23 both know, and what the head's own nodes need. */
  private static final int NEWEST_OPSET = 22;

  static final int OLDEST_RUN = 11;

  /** Of a model that is drawn as layers of Graft's own. */
  static final int OLDEST_READ = 9;

  private static final int NEWEST_IR = 10;

  private OnnxVersions() {}

  /** Finds the version of ONNX's operators that a model asks for; 0 where it asks for none. */
  static long opset(ModelProto model) {
    return model.getOpsetImportList().stream()
        .filter(set -> OnnxContents.STANDARD.contains(set.getDomain()))
        .mapToLong(OperatorSetIdProto::getVersion)
        .max()
        .orElse(0);
  }

  /**
   * @throws IllegalArgumentException when a model is of other versions
   */
  static void require(ModelProto model, int oldest) {
    long opset = opset(model);
    if (opset < oldest || opset > NEWEST_OPSET) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "opset is %d; export the model at one from %d to %d",
              opset,
              oldest,
              NEWEST_OPSET));
    }
    if (model.getIrVersion() > NEWEST_IR) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "ONNX format version is %d, at most %d is read",
              model.getIrVersion(),
              NEWEST_IR));
    }
  }
}
