package dev.graft.data;

import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;

/** The images of a set as they are shown: all is the set's but the pixels. */
interface Sight extends PixelSource {
  ImageSet images();

  /** Shows an image, in 0…255. */
  Planes planes(int index, InputContract contract);

  @Override
  default int size() {
    return images().size();
  }

  @Override
  default int label(int index) {
    return images().label(index);
  }

  @Override
  default String name(int index) {
    return images().name(index);
  }

  @Override
  default void read(int index, InputContract contract, FloatBuffer into) {
    planes(index, contract).normalize(contract, into);
  }
}
