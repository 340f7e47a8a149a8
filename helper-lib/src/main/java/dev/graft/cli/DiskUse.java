package dev.graft.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How much of the disk files and folders take, as {@code du} counts it: in whole blocks, folders
 * themselves too, a file with two names once, and no link within them followed.
 */
final class DiskUse extends SimpleFileVisitor<Path> {
  /** Where the file system does not say. */
  private static final long USUAL_BLOCK = 4096;

  private final Set<Object> seen = new HashSet<>();
  private long block = USUAL_BLOCK;
  private long bytes;

  private DiskUse() {}

  /** Counts what is there; a place that is missing, or may not be read, counts nothing. */
  static long of(Collection<Path> places) {
    var use = new DiskUse();
    for (Path place : places) {
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        use.count(place);
      }
    }
    return use.bytes;
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private void count(Path place) {
    try {
      block = Math.max(1, Files.getFileStore(place).getBlockSize());
    } catch (IOException | UnsupportedOperationException e) {
      block = USUAL_BLOCK;
    }
    try {
      // a folder that was moved to another disk is still this one; what it holds of links is not
      Files.walkFileTree(place.toRealPath(), this);
    } catch (IOException e) {
      // what could be counted is counted
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return add(attributes);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    // a link's few letters lie in its own entry
    return attributes.isSymbolicLink() ? FileVisitResult.CONTINUE : add(attributes);
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException gone) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
    return FileVisitResult.CONTINUE;
  }

  private FileVisitResult add(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    if (key == null || seen.add(key)) {
      bytes += (attributes.size() + block - 1) / block * block;
      return FileVisitResult.CONTINUE;
    }
    return attributes.isDirectory() ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }
}
