package dev.graft.data;

import dev.graft.pixels.ImageFile;
import dev.graft.pixels.Rgb;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** An image that came as the bytes of a file, decoded whenever it is asked for. */
record BytesPicture(String id, byte[] file, String content) implements Picture {

  BytesPicture(String id, byte[] file) {
    this(id, file, Sha256.of(file));
  }

  /** Pixels have a picture of their own, as nobody else may draw on them afterwards. */
  static Picture of(BufferedImage image) {
    BufferedImage rgb = Rgb.of(image);
    String size = rgb.getWidth() + " by " + rgb.getHeight();
    String content = "pixels " + Sha256.of(Rgb.bytes(rgb)) + " " + size;
    return new HeldPicture("image", content, rgb == image ? copy(rgb) : rgb);
  }

  private static BufferedImage copy(BufferedImage image) {
    return new HeldPicture("", "", image).image();
  }

  @Override
  public BufferedImage image() {
    try {
      return ImageFile.decode(file);
    } catch (IOException e) {
      throw new UnreadableImageException(new Rejection(id, e.getMessage()), e);
    }
  }
}
