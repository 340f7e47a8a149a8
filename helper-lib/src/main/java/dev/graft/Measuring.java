package dev.graft;

import dev.graft.data.Dataset;
import dev.graft.data.Numbers;
import dev.graft.evaluate.Estimate;
import dev.graft.evaluate.Regression;
import java.util.List;
import java.util.stream.IntStream;

/** What a model says of inputs in numbers, beside their own or without. */
final class Measuring {
  private Measuring() {}

  static Regression evaluated(TransferModel model, Dataset images) {
    try (ModelLife.Moment now = model.life().moment()) {
      HeadFit.require(now.state(), images);
      Numbers numbers = (Numbers) images.answers();
      float[][] given = Responses.measured(now, images);
      return Regression.of(numbers.names(), Answering.ids(images), numbers.rows(), given);
    }
  }

  static List<Estimate> estimated(TransferModel model, Dataset images) {
    try (ModelLife.Moment now = model.life().moment()) {
      now.state().require(AnswerKind.NUMBERS);
      float[][] given = Responses.asked(now, images);
      return IntStream.range(0, given.length)
          .mapToObj(i -> estimate(now.state().classes(), images.id(i), given[i]))
          .toList();
    }
  }

  private static Estimate estimate(List<String> names, String id, float... values) {
    return new Estimate(
        id, names, IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList());
  }
}
