package dev.graft.cli;

import dev.graft.Version;
import dev.graft.evaluate.Evaluation;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What report and card say alike of a model.
 *
 * @param model where it is
 * @param data what it learned from
 * @param day on which it was made
 * @param megabytes of its files
 * @param milliseconds that it takes for one photo or text, the median of some
 * @param seconds that all took
 * @param test what it says of examples that nothing was chosen by, where there are such
 */
record Facts(
    Path model,
    Path data,
    LocalDate day,
    double megabytes,
    double milliseconds,
    double seconds,
    Optional<Evaluation> test) {
  private static final int ASKED = 11;

  static Facts of(Path out, Path data, Attempts attempts, Attempt best, Budget budget) {
    Material material = attempts.material();
    Optional<Evaluation> test = material.test(best.model());
    double[] times =
        IntStream.range(0, ASKED).mapToDouble(i -> material.ask(best.model())).sorted().toArray();
    return new Facts(
        out,
        data,
        LocalDate.now(),
        ModelFolder.bytes(out) / 1e6,
        1e3 * times[ASKED / 2],
        budget.spent(),
        test);
  }

  /** Sentences on how good it is, each with how sure that is. */
  List<String> quality(Attempts attempts, Attempt best) {
    Evaluation validation = best.validation();
    String noun = attempts.material().noun();
    String chosen =
        String.format(
            Locale.ROOT,
            "%.1f %% of %,d %s held out for validation are right (95 %%: %s). The best of %d attempts"
                + " was chosen by them, so that the figure flatters a little.",
            100 * validation.accuracy(),
            validation.size(),
            noun,
            validation.intervals().accuracy().ends(),
            attempts.made().size());
    return test.map(
            its ->
                List.of(
                    String.format(
                        Locale.ROOT,
                        "%.1f %% of %,d %s for a last test are right (95 %%: %s); nothing was chosen by"
                            + " them.",
                        100 * its.accuracy(),
                        its.size(),
                        noun,
                        its.intervals().accuracy().ends()),
                    chosen))
        .orElse(List.of(chosen));
  }

  String cost() {
    return String.format(
        Locale.ROOT,
        "%.1f MB on disk; %.0f ms for one at a time, the median of %d on %d threads of this machine.",
        megabytes,
        milliseconds,
        ASKED,
        Runtime.getRuntime().availableProcessors());
  }

  String made() {
    return String.format(
        Locale.ROOT, "Made on %s by Graft %s in %.0f seconds.", day, Version.current(), seconds);
  }

  String commands(String example) {
    return String.join(
        "\n",
        Arrays.asList(
            "./graft predict %s %s".formatted(model, example),
            "./graft evaluate %s FOLDER".formatted(model),
            "./graft export %s --onnx model.onnx".formatted(model)));
  }
}
