package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.graft.data.Batches;
import dev.graft.data.Tags;
import dev.graft.engine.DeviceArrays;
import dev.graft.engine.Temporaries;
import dev.graft.weights.Excerpt;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Several tags for each input: the binary cross entropy of each tag's logit z, the mean over all
 * tags and inputs, as PyTorch's {@code binary_cross_entropy_with_logits} has it with weights of the
 * present for {@code pos_weight}. With {@code s(z) = log(1 + exp(z))}, which no logit overflows and
 * whose slope is right at 0 too, it is {@code w·y·s(−z) + (1 − y)·s(z)}.
 *
 * @param weights one a tag: how much more a tag counts where it is there
 * @param focal γ of Lin et al. (2017, equation 4); 0 is plain
 */
record TagGoal(List<Double> weights, double focal) implements Goal {
  /** Copies the weights. */
  TagGoal {
    weights = List.copyOf(weights);
  }

  /** Plain, of so many tags. */
  static TagGoal of(int tags) {
    return new TagGoal(DoubleStream.generate(() -> 1).limit(tags).boxed().toList(), 0);
  }

  static TagGoal of(Task task) {
    Tags tags = (Tags) task.answers();
    Objective objective = task.options().objective();
    ForClasses.refuse(task, objective.labelSmoothing() != 0, "label smoothing is");
    ForClasses.refuseChoosing(task);
    long outputs = task.network().graph().outputShape().size();
    if (outputs != tags.names().size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the head gives %d outputs, the answers have %d tags",
              outputs,
              tags.names().size()));
    }
    requireSeen(tags);
    return new TagGoal(weights(objective, tags), objective.focal());
  }

  private static void requireSeen(Tags tags) {
    int[] counts = tags.counts();
    for (int tag = 0; tag < counts.length; tag++) {
      if (counts[tag] == 0) {
        throw new IllegalArgumentException(
            "no training image has the tag %s and none can be learned from; leave it out by tags(…)"
                    .formatted(Excerpt.quoted(tags.names().get(tag)))
                + " and from the head, or add images that have it");
      }
    }
  }

  private static List<Double> weights(Objective objective, Tags tags) {
    int count = tags.names().size();
    if (objective.weighting() instanceof Objective.Weighting.Balanced) {
      return Arrays.stream(tags.counts())
          .mapToObj(there -> there == tags.size() ? 1 : (tags.size() - there) / (double) there)
          .toList();
    }
    if (objective.weighting() instanceof Objective.Weighting.Given given
        && given.weights().size() != count) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d weights for %d tags; give one a tag",
              given.weights().size(),
              count));
    }
    return objective.weights(count);
  }

  @Override
  public NDArray loss(NDArray outputs, Targets targets) {
    return loss(outputs, targets, this);
  }

  @Override
  public double weight(Targets targets) {
    return targets.size();
  }

  @Override
  public NDArray judged(NDArray outputs, Targets targets) {
    return loss(outputs, targets, of(weights.size()));
  }

  private static NDArray loss(NDArray outputs, Targets targets, TagGoal goal) {
    int width = goal.weights.size();
    boolean[][] own = ((Tags) targets.own()).rows();
    boolean[][] partners = ((Tags) targets.partners()).rows();
    float[] there = new float[own.length * width];
    float[] away = new float[there.length];
    for (int i = 0; i < there.length; i++) {
      int row = i / width;
      int tag = i % width;
      double share = own[row][tag] ? targets.share() : 0;
      share += partners[row][tag] ? 1 - targets.share() : 0;
      there[i] = (float) (share * goal.weights.get(tag));
      away[i] = (float) (1 - share);
    }
    return Temporaries.allBut(
        () -> {
          NDManager manager = outputs.getManager();
          Shape shape = outputs.getShape();
          NDArray yes = Activation.softPlus(outputs.neg());
          NDArray no = Activation.softPlus(outputs);
          NDArray present = DeviceArrays.constant(manager, there, shape);
          NDArray absent = DeviceArrays.constant(manager, away, shape);
          if (goal.focal > 0) {
            float[] gamma = new float[there.length];
            Arrays.fill(gamma, (float) -goal.focal);
            NDArray falling = DeviceArrays.constant(manager, gamma, shape);
            return falling
                .mul(no)
                .exp()
                .mul(yes)
                .mul(present)
                .add(falling.mul(yes).exp().mul(no).mul(absent))
                .mean();
          }
          return yes.mul(present).add(no.mul(absent)).mean();
        });
  }

  @Override
  public Score score() {
    return new TagScore(weights.size());
  }

  @Override
  public int[] order(Task task, int epoch) {
    return Batches.shuffled(task.answers().size(), task.options().seed(), epoch);
  }
}
