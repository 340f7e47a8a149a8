package dev.graft.data;

import dev.graft.pixels.ImageFile;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** An image file, decoded whenever it is asked for. */
final class FilePicture implements Picture {
  private final String id;
  private final Path file;
  private final Unreadable unreadable;
  private volatile Hashed hashed = new Hashed("", "");

  /** The hash of a file as it was at a time. */
  private record Hashed(String state, String sha256) {}

  private interface Reading<T> {
    T now() throws IOException;
  }

  FilePicture(String id, Path file, Unreadable unreadable) {
    this.id = id;
    this.file = file;
    this.unreadable = unreadable;
  }

  @Override
  public String id() {
    return id;
  }

  /** Hashes the bytes, again only when the file's size or its time of change is another. */
  @Override
  public String content() {
    return read(
        () -> {
          String now = state();
          Hashed known = hashed;
          if (!known.state.equals(now)) {
            known = new Hashed(now, Sha256.of(Files.readAllBytes(file)));
            hashed = known;
          }
          return known.sha256;
        });
  }

  @Override
  public long length() {
    return read(() -> Files.size(file));
  }

  @Override
  public Dimension size() {
    return read(() -> ImageFile.size(file));
  }

  /** The numbers that are stored in place of colours, perhaps shared: only to be read. */
  BufferedImage indices() {
    return DecodedImages.SHARED.get(
        content() + " indices", () -> read(() -> ImageFile.indices(ImageFile.read(file))));
  }

  private String state() throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      // ctime cannot be set back, as a copy that keeps its time sets back the other
      return Files.readAttributes(file, "unix:size,ctime,ino").toString();
    }
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return now.size() + " " + now.lastModifiedTime();
  }

  @Override
  public BufferedImage image() {
    return read(() -> ImageFile.decode(ImageFile.read(file)));
  }

  private <T> T read(Reading<T> reading) {
    try {
      return reading.now();
    } catch (FileSystemException | ClosedFileSystemException e) {
      throw failure("no such file, or not readable", e);
    } catch (IOException e) {
      throw failure(e.getMessage(), e);
    }
  }

  private UnreadableImageException failure(String reason, Exception cause) {
    var failure = new UnreadableImageException(new Rejection(id, reason), cause);
    return unreadable == Unreadable.FATAL ? failure : failure.leftOut();
  }
}
