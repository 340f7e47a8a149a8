package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks an archive that nobody vouches for: bounded, and never outside the folder. */
record Unzip(long maxBytes, int maxEntries) {

  void unzip(Path archive, Path folder) throws IOException {
    long left = maxBytes;
    int entries = 0;
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (++entries > maxEntries) {
          throw new IOException("archive has more than " + maxEntries + " entries");
        }
        Path target = inside(folder.normalize(), entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          left -= copy(in, target, left);
        }
      }
    }
  }

  private static Path inside(Path folder, String name) throws IOException {
    try {
      Path target = folder.resolve(name).normalize();
      if (target.startsWith(folder)) {
        return target;
      }
    } catch (InvalidPathException e) {
      throw new IOException("archive entry has no name for a file: " + Excerpt.of(name), e);
    }
    throw new IOException("archive entry leaves its folder: " + Excerpt.of(name));
  }

  private long copy(InputStream in, Path target, long limit) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long copied = 0;
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        copied += n;
        if (copied > limit) {
          throw new IOException("archive unpacks to more than " + maxBytes + " bytes");
        }
        out.write(buffer, 0, n);
      }
    }
    return copied;
  }
}
