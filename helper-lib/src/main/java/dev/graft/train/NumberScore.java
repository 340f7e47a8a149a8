package dev.graft.train;

import dev.graft.data.Answers;
import dev.graft.data.Numbers;
import dev.graft.evaluate.Errors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The usual figures of numbers: of several, each is the mean of theirs. */
final class NumberScore implements Score {
  private static final String ERRORS = "errors ";

  private final List<Errors> errors;

  /**
   * @param numbers how many an input has
   */
  NumberScore(int numbers) {
    this.errors = Stream.generate(Errors::new).limit(numbers).toList();
  }

  @Override
  public void add(float[] outputs, Answers answers) {
    float[][] rows = ((Numbers) answers).rows();
    for (int i = 0; i < outputs.length; i++) {
      int number = i % errors.size();
      errors.get(number).add(rows[i / errors.size()][number], outputs[i]);
    }
  }

  @Override
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("mean absolute error", mean(Errors::meanAbsolute));
    figures.put("root mean squared error", mean(Errors::rootMeanSquared));
    figures.put("R²", mean(Errors::rSquared));
    return figures;
  }

  private double mean(ToDoubleFunction<Errors> figure) {
    return errors.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  @Override
  public Map<String, double[]> state() {
    Map<String, double[]> state = new LinkedHashMap<>();
    for (int number = 0; number < errors.size(); number++) {
      state.put(ERRORS + number, errors.get(number).state());
    }
    return state;
  }

  @Override
  public void restore(Map<String, double[]> state) {
    for (int number = 0; number < errors.size(); number++) {
      double[] counted = state.get(ERRORS + number);
      if (counted == null) {
        throw new IllegalArgumentException(
            "the epoch under way has not counted the errors of number " + (number + 1));
      }
      errors.get(number).restore(counted);
    }
  }
}
