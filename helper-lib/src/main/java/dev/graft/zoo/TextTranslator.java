package dev.graft.zoo;

import ai.djl.modality.Classifications;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import dev.graft.data.Inputs;
import dev.graft.data.TextContract;
import dev.graft.data.TextSet;
import dev.graft.graph.Extent;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A text as tokens and their mask, alone in its batch: so its answer is the same whatever is asked
 * beside it.
 */
final class TextTranslator implements NoBatchifyTranslator<String, Classifications> {
  private final TextContract contract;
  private final Answer answer;

  TextTranslator(TextContract contract, Answer answer) {
    this.contract = contract;
    this.answer = answer;
  }

  @Override
  public NDList processInput(TranslatorContext context, String text) {
    Inputs one = TextSet.unlabelled(List.of(text)).inputs(contract);
    Extent extent = one.extent(0);
    List<dev.graft.graph.Shape> shapes = contract.inputs().stream().map(extent::shape).toList();
    List<FloatBuffer> buffers =
        shapes.stream().map(shape -> FloatBuffer.allocate((int) shape.size())).toList();
    one.read(0, buffers.toArray(FloatBuffer[]::new));
    NDList inputs = new NDList();
    for (int i = 0; i < shapes.size(); i++) {
      Shape batch = new Shape(shapes.get(i).batch(1));
      inputs.add(context.getNDManager().create(buffers.get(i).flip(), batch));
    }
    return inputs;
  }

  @Override
  public Classifications processOutput(TranslatorContext context, NDList outputs) {
    return answer.of(outputs.head().toFloatArray());
  }
}
