package dev.graft.data;

import java.awt.Dimension;
import java.awt.image.BufferedImage;

/** One image that can be made again at any time: a file, a drawing, or pixels held in memory. */
interface Picture {

  /** Names the image within its set, parts separated by {@code /}. */
  String id();

  /** Identifies the pixels: another text where they are others. */
  String content();

  /** Counts the bytes of its file where telling the content means to read it, else −1. */
  default long length() {
    return -1;
  }

  /** Tells width and height of {@link #image}, if possible without decoding it. */
  default Dimension size() {
    BufferedImage image = shared();
    return new Dimension(image.getWidth(), image.getHeight());
  }

  /** Gives the pixels, perhaps shared with others: only to be read. */
  default BufferedImage shared() {
    return DecodedImages.SHARED.get(content(), this::image);
  }

  /** Gives the pixels without keeping them for others: only to be read. */
  default BufferedImage pixels() {
    return image();
  }

  /** Makes the image anew: upright, of type {@code TYPE_3BYTE_BGR}, the caller's to keep. */
  BufferedImage image();
}
