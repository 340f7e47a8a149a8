package dev.graft.infer;

import dev.graft.graph.Activation;
import dev.graft.graph.AdaptiveAveragePool;
import dev.graft.graph.Add;
import dev.graft.graph.AveragePool;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.Concat;
import dev.graft.graph.Conv;
import dev.graft.graph.GlobalAveragePool;
import dev.graft.graph.Graph;
import dev.graft.graph.Input;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.LayerScale;
import dev.graft.graph.Linear;
import dev.graft.graph.MaxPool;
import dev.graft.graph.Multiply;
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
      values.put(node.name(), node.op() instanceof Input ? image : compute(node, value(node, 0)));
    }
    return values.get(graph.output());
  }

  private double[] compute(Node node, double[] x) {
    Op op = node.op();
    if (op instanceof Conv conv) {
      return conv(node, conv, x);
    } else if (op instanceof BatchNorm norm) {
      return norm(node, norm, x);
    } else if (op instanceof Activation activation) {
      return activation(activation, x);
    } else if (op instanceof Add) {
      double[] other = value(node, 1);
      double[] sum = new double[x.length];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = x[i] + other[i];
      }
      return sum;
    } else if (op instanceof Multiply) {
      double[] factors = value(node, 1);
      double[] product = new double[x.length];
      for (int i = 0; i < product.length; i++) {
        product[i] = x[i] * factors[i / (x.length / factors.length)];
      }
      return product;
    } else if (op instanceof MaxPool pool) {
      return max(node, pool, x);
    } else if (op instanceof AdaptiveAveragePool pool) {
      return adaptiveAverage(node, pool.side(), x);
    } else if (op instanceof GlobalAveragePool) {
      double[] means = new double[graph.shape(node.name()).channels()];
      int pixels = x.length / means.length;
      for (int i = 0; i < x.length; i++) {
        means[i / pixels] += x[i] / pixels;
      }
      return means;
    } else if (op instanceof Linear linear) {
      return linear(node, linear, x);
    } else if (op instanceof AveragePool pool) {
      return average(node, pool, x);
    } else if (op instanceof Concat) {
      return node.inputs().stream()
          .flatMapToDouble(input -> DoubleStream.of(values.get(input)))
          .toArray();
    } else if (op instanceof LayerNorm norm) {
      return layerNorm(node, norm, x);
    } else if (op instanceof LayerScale scale) {
      double[] y = x.clone();
      for (int i = 0; i < y.length; i++) {
        y[i] *= weight(node, "layer_scale")[i / (y.length / scale.channels())];
      }
      return y;
    }
    return x; // flatten, and dropout at inference
  }

  private double[] linear(Node node, Linear linear, double[] x) {
    float[] w = weight(node, "weight");
    float[] bias = weight(node, "bias");
    int pixels = x.length / linear.in();
    double[] y = new double[linear.out() * pixels];
    for (int at = 0; at < y.length; at++) {
      int o = at / pixels;
      y[at] = bias[o];
      for (int i = 0; i < linear.in(); i++) {
        y[at] += w[o * linear.in() + i] * x[i * pixels + at % pixels];
      }
    }
    return y;
  }

  private double[] layerNorm(Node node, LayerNorm norm, double[] x) {
    float[] w = weight(node, "weight");
    float[] bias = weight(node, "bias");
    int pixels = x.length / norm.channels();
    double[] y = new double[x.length];
    for (int pixel = 0; pixel < pixels; pixel++) {
      double mean = 0;
      double squares = 0;
      for (int i = pixel; i < x.length; i += pixels) {
        mean += x[i] / norm.channels();
      }
      for (int i = pixel; i < x.length; i += pixels) {
        squares += (x[i] - mean) * (x[i] - mean);
      }
      double deviation = Math.sqrt(squares / norm.channels() + norm.epsilon());
      for (int c = 0; c < norm.channels(); c++) {
        int i = c * pixels + pixel;
        y[i] = w[c] * (x[i] - mean) / deviation + bias[c];
      }
    }
    return y;
  }

  private double[] conv(Node node, Conv conv, double[] x) {
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
            for (int i = 0; i < conv.height(); i++) {
              for (int j = 0; j < conv.width(); j++) {
                int r = row * conv.steps().rows() + i - conv.padding().top();
                int s = column * conv.steps().columns() + j - conv.padding().left();
                if (r >= 0 && r < in.get(1) && s >= 0 && s < in.get(2)) {
                  int k = ((o * perGroup + c) * conv.height() + i) * conv.width() + j;
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

  private double[] max(Node node, MaxPool pool, double[] x) {
    Shape out = graph.shape(node.name());
    double[] y = new double[Math.toIntExact(out.size())];
    for (int at = 0; at < y.length; at++) {
      int top = at / out.get(2) % out.get(1) * pool.stride() - pool.padding().top();
      int left = at % out.get(2) * pool.stride() - pool.padding().left();
      int channel = at / out.get(2) / out.get(1);
      y[at] =
          window(node, x, channel, top, top + pool.kernel(), left, left + pool.kernel())
              .max()
              .orElseThrow();
    }
    return y;
  }

  private double[] average(Node node, AveragePool pool, double[] x) {
    Shape out = graph.shape(node.name());
    boolean counted = pool.border() == AveragePool.Border.COUNTED;
    double[] y = new double[Math.toIntExact(out.size())];
    for (int at = 0; at < y.length; at++) {
      int top = at / out.get(2) % out.get(1) * pool.stride() - pool.padding();
      int left = at % out.get(2) * pool.stride() - pool.padding();
      int channel = at / out.get(2) / out.get(1);
      double[] inside =
          window(node, x, channel, top, top + pool.kernel(), left, left + pool.kernel()).toArray();
      int pixels = counted ? pool.kernel() * pool.kernel() : inside.length;
      y[at] = DoubleStream.of(inside).sum() / pixels;
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

  private double[] norm(Node node, BatchNorm norm, double[] x) {
    boolean scaled = norm.scale() == BatchNorm.Scale.LEARNED;
    float[] beta = weight(node, "bias");
    float[] mean = weight(node, "running_mean");
    float[] variance = weight(node, "running_var");
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i / (x.length / beta.length);
      double gamma = scaled ? weight(node, "weight")[c] : 1;
      y[i] = gamma * (x[i] - mean[c]) / Math.sqrt(variance[c] + norm.epsilon()) + beta[c];
    }
    return y;
  }

  private static double[] activation(Activation activation, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] =
          switch (activation.function()) {
            case RELU -> Math.max(x[i], 0);
            case RELU6 -> Math.min(Math.max(x[i], 0), 6);
            case SIGMOID -> 1 / (1 + Math.exp(-x[i]));
            case SILU -> x[i] / (1 + Math.exp(-x[i]));
            case TANH -> Math.tanh(x[i]);
            case GELU -> x[i] * normal(x[i]);
            case GELU_TANH ->
                x[i]
                    * (1
                        + Math.tanh(Math.sqrt(2 / Math.PI) * (x[i] + 0.044715 * Math.pow(x[i], 3))))
                    / 2;
            case HARD_SIGMOID -> Math.min(Math.max(x[i] + 3, 0), 6) / 6;
            case HARD_SWISH -> x[i] * Math.min(Math.max(x[i] + 3, 0), 6) / 6;
            case SOFTPLUS -> Math.log1p(Math.exp(x[i]));
            case MISH -> x[i] * Math.tanh(Math.log1p(Math.exp(x[i])));
            case EXP -> Math.exp(x[i]);
            case LOG -> Math.log(x[i]);
            case SQRT -> Math.sqrt(x[i]);
            case RECIPROCAL -> 1 / x[i];
            case ABSOLUTE -> Math.abs(x[i]);
            case ERF -> 2 * normal(x[i] * Math.sqrt(2)) - 1;
          };
    }
    return y;
  }

  /** The normal distribution by Simpson's rule over 400 strips. */
  private static double normal(double x) {
    double end = Math.max(-9, Math.min(x, 9));
    double sum = 0;
    for (int i = 0; i <= 400; i++) {
      double t = end * i / 400;
      sum += (i == 0 || i == 400 ? 1 : i % 2 == 1 ? 4 : 2) * Math.exp(-t * t / 2);
    }
    return 0.5 + sum * end / 1200 / Math.sqrt(2 * Math.PI);
  }

  private double[] value(Node node, int input) {
    return values.get(node.inputs().get(input));
  }

  private float[] weight(Node node, String parameter) {
    return weights.get(node.name() + "." + parameter).toArray();
  }
}
