package dev.graft.infer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Runs an ONNX file as somebody else's program would, knowing nothing of Graft. */
public final class OnnxRun {
  private OnnxRun() {}

  /** Feeds one image as bytes (1, H, W, 3), RGB. */
  public static float[] image(Path file, BufferedImage image) {
    long[] shape = {1, image.getHeight(), image.getWidth(), 3};
    return run(
        file,
        env -> OnnxTensor.createTensor(env, rgb(image), shape, OnnxJavaType.UINT8),
        Optional.empty());
  }

  /** Feeds floats. */
  public static float[] floats(Path file, FloatBuffer values, long... shape) {
    return run(file, env -> OnnxTensor.createTensor(env, values, shape), Optional.empty());
  }

  /** Feeds one image as bytes (1, H, W, 3), RGB, and reads an output by its name. */
  public static float[] image(Path file, BufferedImage image, String output) {
    long[] shape = {1, image.getHeight(), image.getWidth(), 3};
    return run(
        file,
        env -> OnnxTensor.createTensor(env, rgb(image), shape, OnnxJavaType.UINT8),
        Optional.of(output));
  }

  private interface Input {
    OnnxTensor in(OrtEnvironment environment) throws OrtException;
  }

  private static float[] run(Path file, Input input, Optional<String> output) {
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor tensor = input.in(environment);
        var result = session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
      var value = output.map(name -> result.get(name).orElseThrow()).orElse(result.get(0));
      FloatBuffer values = ((OnnxTensor) value).getFloatBuffer();
      float[] all = new float[values.remaining()];
      values.get(all);
      return all;
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteBuffer rgb(BufferedImage image) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(3 * image.getWidth() * image.getHeight());
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        bytes.put((byte) (pixel >> 16)).put((byte) (pixel >> 8)).put((byte) pixel);
      }
    }
    return bytes.flip();
  }
}
