package dev.graft.data;

import dev.graft.pixels.Rgb;
import java.awt.image.BufferedImage;

/** An image already decoded, at the size an evaluation reads. */
record HeldPicture(String id, String content, BufferedImage held) implements Picture {

  @Override
  public BufferedImage shared() {
    return held;
  }

  @Override
  public BufferedImage pixels() {
    return held;
  }

  @Override
  public BufferedImage image() {
    BufferedImage copy = Rgb.image(held.getWidth(), held.getHeight());
    held.copyData(copy.getRaster());
    return copy;
  }
}
