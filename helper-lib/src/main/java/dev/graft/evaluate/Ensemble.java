package dev.graft.evaluate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks several models and answers once. The members may be of any architecture and input size; they
 * were evaluated on the same images.
 *
 * <pre>{@code
 * var all = List.of(evaluate(a, validation), evaluate(b, validation), evaluate(c, validation));
 * Ensemble.average(all).accuracy();
 * Ensemble.vote(all).accuracy();
 * }</pre>
 */
public final class Ensemble {
  private Ensemble() {}

  /**
   * Averages the members' probabilities, also called soft voting: who is sure counts more.
   *
   * @param members one or more, of the same images and classes
   * @return what they say together
   * @throws IllegalArgumentException if there is none, or they are of different images or classes
   */
  public static Evaluation average(List<Evaluation> members) {
    check(members);
    return joined(members, i -> logs(mean(outputs(members, i))));
  }

  /**
   * Averages probabilities where nobody knows the labels.
   *
   * @param members one or more raw outputs (N, C) for the same images
   * @return the logarithms of the mean probabilities (N, C), to be read as logits
   */
  public static float[][] averageLogits(List<float[][]> members) {
    return IntStream.range(0, members.get(0).length)
        .mapToObj(i -> logs(mean(members.stream().map(rows -> new Softmax(rows[i])).toList())))
        .toArray(float[][]::new);
  }

  /**
   * Takes the class that most members name, also called hard voting; of classes with equally many
   * votes the one of the higher mean probability.
   *
   * <p>As probabilities of the result stand the shares of votes, the mean of the members'
   * probabilities counted as one vote more: so the loss is finite, and ties are broken.
   *
   * @param members one or more, of the same images and classes
   * @return what they say together
   * @throws IllegalArgumentException if there is none, or they are of different images or classes
   */
  public static Evaluation vote(List<Evaluation> members) {
    check(members);
    return joined(
        members,
        i -> {
          double[] votes = mean(outputs(members, i));
          members.forEach(member -> votes[member.output(i).argmax()]++);
          return logs(votes);
        });
  }

  static void check(List<Evaluation> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("no members in the ensemble; one or more are needed");
    }
    SameImages.check(members, "member");
  }

  private interface Row {
    float[] of(int image);
  }

  private static Evaluation joined(List<Evaluation> members, Row row) {
    Evaluation first = members.get(0);
    float[][] logits = IntStream.range(0, first.size()).mapToObj(row::of).toArray(float[][]::new);
    return Evaluation.of(first.classes(), first.ids(), first.labels(), logits);
  }

  private static List<Softmax> outputs(List<Evaluation> members, int image) {
    return members.stream().map(member -> member.output(image)).toList();
  }

  private static double[] mean(List<Softmax> outputs) {
    double[] mean = new double[outputs.get(0).classes()];
    for (Softmax output : outputs) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += output.probability(c) / outputs.size();
      }
    }
    return mean;
  }

  /** Softmax takes the exponential again; a probability that underflowed to nought stays finite. */
  private static float[] logs(double[] weights) {
    float[] logs = new float[weights.length];
    for (int c = 0; c < logs.length; c++) {
      logs[c] = (float) Math.log(Math.max(weights[c], Double.MIN_NORMAL));
    }
    return logs;
  }
}
