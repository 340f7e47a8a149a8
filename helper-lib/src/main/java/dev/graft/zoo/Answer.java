package dev.graft.zoo;

import ai.djl.modality.Classifications;
import dev.graft.evaluate.OneLogit;
import dev.graft.evaluate.Prediction;
import java.util.List;
import java.util.Map;

/** Logits as DJL's answer: all classes, of which so many are printed. */
record Answer(List<String> classes, int top) {
  private static final int PRINTED = 5;

  static Answer of(List<String> classes, Map<String, ?> arguments) {
    Object wanted = arguments.get("topK");
    if (wanted == null) {
      return new Answer(classes, PRINTED);
    }
    try {
      // DJL's own arguments are numbers or texts
      return new Answer(classes, (int) Double.parseDouble(wanted.toString()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("topK is \"" + wanted + "\", must be a number", e);
    }
  }

  Classifications of(float... logits) {
    Prediction said =
        Prediction.of(classes, List.of(""), new float[][] {OneLogit.row(logits, 0, logits.length)})
            .get(0);
    var answer = new Classifications(classes, said.probabilities());
    answer.setTopK(top);
    return answer;
  }
}
