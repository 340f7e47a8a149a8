package dev.graft;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a small image model in MXNet's own two files: convolution, norm, relu, pool, classes. */
final class MxNetModel {
  private static final int CHANNELS = 6;
  private static final String SYMBOL =
      """
      {"nodes": [
        {"op":"null","name":"data","inputs":[]},
        {"op":"null","name":"conv0_weight","inputs":[]},
        {"op":"Convolution","name":"conv0","attrs":{"kernel":"(4, 4)","no_bias":"True","num_filter":"6","stride":"(4, 4)"},"inputs":[[0,0,0],[1,0,0]]},
        {"op":"null","name":"bn0_gamma","inputs":[]},
        {"op":"null","name":"bn0_beta","inputs":[]},
        {"op":"null","name":"bn0_moving_mean","inputs":[]},
        {"op":"null","name":"bn0_moving_var","inputs":[]},
        {"op":"BatchNorm","name":"bn0","attrs":{"eps":"0.001","fix_gamma":"False"},"inputs":[[2,0,0],[3,0,0],[4,0,0],[5,0,1],[6,0,1]]},
        {"op":"Activation","name":"relu0","attrs":{"act_type":"relu"},"inputs":[[7,0,0]]},
        {"op":"Pooling","name":"pool0","attrs":{"global_pool":"True","kernel":"(8, 8)","pool_type":"avg"},"inputs":[[8,0,0]]},
        {"op":"Flatten","name":"flatten0","inputs":[[9,0,0]]},
        {"op":"null","name":"fc0_weight","inputs":[]},
        {"op":"null","name":"fc0_bias","inputs":[]},
        {"op":"FullyConnected","name":"fc0","attrs":{"num_hidden":"4"},"inputs":[[10,0,0],[11,0,0],[12,0,0]]},
        {"op":"null","name":"softmax_label","inputs":[]},
        {"op":"SoftmaxOutput","name":"softmax","inputs":[[13,0,0],[14,0,0]]}],
       "arg_nodes":[0,1,3,4,5,6,11,12,14],
       "node_row_ptr":[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16],
       "heads":[[15,0,0]],
       "attrs":{"mxnet_version":["int",10900]}}
      """;

  private MxNetModel() {}

  static void write(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + "-symbol.json"), SYMBOL);
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("arg:conv0_weight", new long[] {CHANNELS, 3, 4, 4});
    shapes.put("arg:bn0_gamma", new long[] {CHANNELS});
    shapes.put("arg:bn0_beta", new long[] {CHANNELS});
    shapes.put("aux:bn0_moving_mean", new long[] {CHANNELS});
    shapes.put("aux:bn0_moving_var", new long[] {CHANNELS});
    shapes.put("arg:fc0_weight", new long[] {4, CHANNELS});
    shapes.put("arg:fc0_bias", new long[] {4});
    try (OutputStream out = Files.newOutputStream(folder.resolve(name + "-0000.params"))) {
      params(new DataOutputStream(out), shapes);
    }
  }

  /** The value of every tensor at a place: varied, and positive where it is a variance. */
  static float value(String name, int i) {
    double wave = Math.sin(0.37 * i + name.length());
    return (float) (name.endsWith("var") ? 1.5 + wave : 0.5 * wave);
  }

  /** MXNet's list format, version 2, little-endian. */
  private static void params(DataOutputStream out, Map<String, long[]> shapes) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0x112).putLong(0).putLong(shapes.size());
    shapes.forEach(
        (name, shape) -> {
          bytes.putInt(0xF993FAC9).putInt(0).putInt(shape.length);
          int size = 1;
          for (long side : shape) {
            bytes.putLong(side);
            size *= (int) side;
          }
          bytes.putInt(1).putInt(0).putInt(0);
          for (int i = 0; i < size; i++) {
            bytes.putFloat(value(name, i));
          }
        });
    bytes.putLong(shapes.size());
    for (String name : shapes.keySet()) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      bytes.putLong(text.length).put(text);
    }
    out.write(bytes.array(), 0, bytes.position());
  }
}
