package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.graft.data.Batches;
import dev.graft.data.Numbers;
import dev.graft.engine.DeviceArrays;
import dev.graft.engine.Temporaries;
import dev.graft.graph.Node;
import dev.graft.graph.Rescale;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers for each input: the mean squared error in the units of the head, so that a number that
 * varies by thousands counts no more than one that varies by hundredths.
 *
 * @param deviations by which each number's error is divided
 */
record NumberGoal(float... deviations) implements Goal {

  static NumberGoal of(Task task) {
    ForClasses.refuseAll(task);
    int numbers = ((Numbers) task.answers()).names().size();
    long outputs = task.network().graph().outputShape().size();
    if (outputs != numbers) {
      throw new IllegalArgumentException(
          "the head gives " + outputs + " numbers, the answers have " + numbers);
    }
    List<Node> nodes = task.network().graph().nodes();
    Node last = nodes.get(nodes.size() - 1);
    float[] ones = new float[numbers];
    Arrays.fill(ones, 1);
    return new NumberGoal(
        last.op() instanceof Rescale
            ? task.network().weights().get(last.name() + ".scale").toArray()
            : ones);
  }

  @Override
  public NDArray loss(NDArray outputs, Targets targets) {
    float[][] own = ((Numbers) targets.own()).rows();
    float[][] partners = ((Numbers) targets.partners()).rows();
    int width = deviations.length;
    float[] wanted = new float[own.length * width];
    float[] factors = new float[own.length * width];
    for (int i = 0; i < wanted.length; i++) {
      int row = i / width;
      int number = i % width;
      wanted[i] =
          (float)
              (targets.share() * own[row][number] + (1 - targets.share()) * partners[row][number]);
      factors[i] = 1 / deviations[number];
    }
    return Temporaries.allBut(
        () -> {
          Shape shape = outputs.getShape();
          NDArray y = DeviceArrays.constant(outputs.getManager(), wanted, shape);
          NDArray f = DeviceArrays.constant(outputs.getManager(), factors, shape);
          return outputs.sub(y).mul(f).square().mean();
        });
  }

  @Override
  public double weight(Targets targets) {
    return targets.size();
  }

  @Override
  public NDArray judged(NDArray outputs, Targets targets) {
    return loss(outputs, targets);
  }

  @Override
  public Score score() {
    return new NumberScore(deviations.length);
  }

  @Override
  public int[] order(Task task, int epoch) {
    return Batches.shuffled(task.answers().size(), task.options().seed(), epoch);
  }
}
