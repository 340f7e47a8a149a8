package dev.graft.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An image file, decoded whenever it is asked for. */
record FilePicture(String id, Path file, ImageFormat format, String version) implements Picture {

  @Override
  public BufferedImage image() {
    try {
      return ImageDecoder.decode(Files.readAllBytes(file), format);
    } catch (IOException | RuntimeException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new UnreadableImageException(new Rejection(id, reason), e);
    }
  }
}
