package dev.graft.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
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
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder.normalize())) {
          throw new IOException("archive entry leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          left -= copy(in, target, left);
        }
      }
    }
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
