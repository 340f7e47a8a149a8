package dev.graft.serve;

import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Verdict;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A prediction as programs read it, the same over HTTP and from a shell. */
public final class AnswerJson {
  private AnswerJson() {}

  /**
   * Describes a prediction.
   *
   * @param prediction of one input
   * @param top how many classes to name, at most all
   * @return {@code label}, {@code probability} (0…1, rounded to six decimals) and {@code top}: the
   *     most probable classes with theirs, the one that was decided for first; of a calibrated
   *     model also {@code set}, the classes that it may be of, {@code promised}, {@code known},
   *     {@code distance} and {@code threshold}
   */
  public static Map<String, Object> of(Prediction prediction, int top) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("label", prediction.predicted());
    object.put("probability", rounded(prediction.confidence()));
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int label : best(prediction, top)) {
      shares.put(prediction.classes().get(label), rounded(prediction.probabilities().get(label)));
    }
    object.put("top", shares);
    prediction.verdict().ifPresent(verdict -> add(object, verdict));
    return object;
  }

  /**
   * Sorts the classes of a prediction.
   *
   * @param prediction of one input
   * @param top how many, at most all
   * @return labels, the one that was decided for first, then by probability
   */
  public static List<Integer> best(Prediction prediction, int top) {
    int decided = prediction.classes().indexOf(prediction.predicted());
    Comparator<Integer> probable =
        Comparator.comparingDouble(label -> -prediction.probabilities().get(label));
    return IntStream.range(0, prediction.classes().size())
        .boxed()
        .sorted(Comparator.<Integer>comparingInt(l -> l == decided ? 0 : 1).thenComparing(probable))
        .limit(top)
        .toList();
  }

  private static void add(Map<String, Object> object, Verdict verdict) {
    object.put("set", verdict.classes());
    object.put("promised", verdict.promised());
    object.put("known", verdict.known());
    object.put("distance", rounded(verdict.distance()));
    object.put("threshold", rounded(verdict.threshold()));
  }

  private static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
