package dev.graft.infer;

import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Computes one image in double, by the definitions: what the compiled body is compared with. */
final class NaiveNetwork {
  private final Graph graph;
  private final StateDict weights;
  private final Map<String, double[]> values = new HashMap<>();

  NaiveNetwork(Graph graph, StateDict weights) {
    this.graph = graph;
    this.weights = weights;
  }

  double[] run(double[] image) {
    for (Node node : graph.nodes()) {
      values.put(
          node.name(), node.op() instanceof Op.Input ? image : compute(node, value(node, 0)));
    }
    return values.get(graph.output());
  }

  private double[] compute(Node node, double[] x) {
    Op op = node.op();
    if (op instanceof Op.Conv conv) {
      return conv(node, conv, x);
    } else if (op instanceof Op.BatchNorm norm) {
      return norm(node, norm, x);
    } else if (op instanceof Op.Activation activation) {
      return activation(activation, x);
    } else if (op instanceof Op.Add) {
      double[] other = value(node, 1);
      double[] sum = new double[x.length];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = x[i] + other[i];
      }
      return sum;
    } else if (op instanceof Op.Multiply) {
      double[] factors = value(node, 1);
      double[] product = new double[x.length];
      for (int i = 0; i < product.length; i++) {
        product[i] = x[i] * factors[i / (x.length / factors.length)];
      }
      return product;
    } else if (op instanceof Op.MaxPool pool) {
      return max(node, pool, x);
    } else if (op instanceof Op.AdaptiveAveragePool pool) {
      return adaptiveAverage(node, pool.side(), x);
    } else if (op instanceof Op.GlobalAveragePool) {
      double[] means = new double[graph.shape(node.name()).channels()];
      int pixels = x.length / means.length;
      for (int i = 0; i < x.length; i++) {
        means[i / pixels] += x[i] / pixels;
      }
      return means;
    } else if (op instanceof Op.Linear linear) {
      float[] w = weight(node, "weight");
      float[] bias = weight(node, "bias");
      double[] y = new double[linear.out()];
      for (int o = 0; o < y.length; o++) {
        y[o] = bias[o];
        for (int i = 0; i < x.length; i++) {
          y[o] += (double) w[o * x.length + i] * x[i];
        }
      }
      return y;
    }
    return x; // flatten, and dropout at inference
  }

  private double[] conv(Node node, Op.Conv conv, double[] x) {
    Shape in = graph.shape(node.inputs().get(0));
    Shape out = graph.shape(node.name());
    float[] w = weight(node, "weight");
    int perGroup = conv.in() / conv.groups();
    int outPerGroup = conv.out() / conv.groups();
    double[] y = new double[Math.toIntExact(out.size())];
    int at = 0;
    for (int o = 0; o < conv.out(); o++) {
      int first = o / outPerGroup * perGroup;
      for (int row = 0; row < out.get(1); row++) {
        for (int column = 0; column < out.get(2); column++) {
          double sum = conv.bias() ? weight(node, "bias")[o] : 0;
          for (int c = 0; c < perGroup; c++) {
            for (int i = 0; i < conv.kernel(); i++) {
              for (int j = 0; j < conv.kernel(); j++) {
                int r = row * conv.stride() + i - conv.padding().top();
                int s = column * conv.stride() + j - conv.padding().left();
                if (r >= 0 && r < in.get(1) && s >= 0 && s < in.get(2)) {
                  int k = ((o * perGroup + c) * conv.kernel() + i) * conv.kernel() + j;
                  sum += w[k] * x[((first + c) * in.get(1) + r) * in.get(2) + s];
                }
              }
            }
          }
          y[at++] = sum;
        }
      }
    }
    return y;
  }

  private double[] max(Node node, Op.MaxPool pool, double[] x) {
    Shape out = graph.shape(node.name());
    double[] y = new double[Math.toIntExact(out.size())];
    for (int at = 0; at < y.length; at++) {
      int top = at / out.get(2) % out.get(1) * pool.stride() - pool.padding();
      int left = at % out.get(2) * pool.stride() - pool.padding();
      int channel = at / out.get(2) / out.get(1);
      y[at] =
          window(node, x, channel, top, top + pool.kernel(), left, left + pool.kernel())
              .max()
              .orElseThrow();
    }
    return y;
  }

  private double[] adaptiveAverage(Node node, int side, double[] x) {
    Shape in = graph.shape(node.inputs().get(0));
    double rows = in.get(1) / (double) side;
    double columns = in.get(2) / (double) side;
    double[] y = new double[in.channels() * side * side];
    for (int at = 0; at < y.length; at++) {
      int row = at / side % side;
      int column = at % side;
      int top = (int) Math.floor(row * rows);
      int bottom = (int) Math.ceil((row + 1) * rows - 1e-9);
      int left = (int) Math.floor(column * columns);
      int right = (int) Math.ceil((column + 1) * columns - 1e-9);
      y[at] = window(node, x, at / side / side, top, bottom, left, right).average().orElseThrow();
    }
    return y;
  }

  /** The pixels of one channel within a window, without those outside of the map. */
  private DoubleStream window(
      Node node, double[] x, int channel, int top, int bottom, int left, int right) {
    Shape in = graph.shape(node.inputs().get(0));
    return IntStream.range(Math.max(0, top), Math.min(bottom, in.get(1)))
        .boxed()
        .flatMapToDouble(
            row ->
                IntStream.range(Math.max(0, left), Math.min(right, in.get(2)))
                    .mapToDouble(column -> x[(channel * in.get(1) + row) * in.get(2) + column]));
  }

  private double[] norm(Node node, Op.BatchNorm norm, double[] x) {
    float[] gamma = weight(node, "weight");
    float[] beta = weight(node, "bias");
    float[] mean = weight(node, "running_mean");
    float[] variance = weight(node, "running_var");
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i / (x.length / gamma.length);
      y[i] = gamma[c] * (x[i] - mean[c]) / Math.sqrt(variance[c] + norm.epsilon()) + beta[c];
    }
    return y;
  }

  private static double[] activation(Op.Activation activation, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] =
          switch (activation.function()) {
            case RELU -> Math.max(x[i], 0);
            case RELU6 -> Math.min(Math.max(x[i], 0), 6);
            case SIGMOID -> 1 / (1 + Math.exp(-x[i]));
            case SILU -> x[i] / (1 + Math.exp(-x[i]));
            case TANH -> Math.tanh(x[i]);
          };
    }
    return y;
  }

  private double[] value(Node node, int input) {
    return values.get(node.inputs().get(input));
  }

  private float[] weight(Node node, String parameter) {
    return weights.get(node.name() + "." + parameter).toArray();
  }
}
