package dev.graft.zoo;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import dev.graft.TransferModel;
import java.nio.file.Path;
import java.util.Map;

/**
 * Gives DJL the network of a folder that {@link TransferModel#save} wrote. The folder's {@code
 * serving.properties} names this class, so that {@code Criteria} find it; {@link
 * SavedTranslatorFactory} tells how.
 *
 * <p>All of the network runs on the engine that the {@code Criteria} choose, and none of it on ONNX
 * Runtime: probabilities are those of {@code predict} but for rounding.
 */
public final class SavedBlockFactory implements BlockFactory {
  private static final long serialVersionUID = 1;

  @Override
  public Block newBlock(Model model, Path folder, Map<String, ?> arguments) {
    try (TransferModel saved = TransferModel.load(folder)) {
      return saved.block(model.getNDManager());
    }
  }
}
