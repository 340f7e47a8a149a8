package dev.graft.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The files that Graft makes for itself beside a download: parts, tags and locks. Where somebody
 * has put a link, a pipe or another name of his own file in such a place, that is taken away and
 * never written to, nor read.
 */
final class OwnFile {
  private OwnFile() {}

  /** Tells whether a plain file is there, after whatever else was there is gone. */
  static boolean exists(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && names(file) == 1) {
      return true;
    }
    Files.delete(file);
    return false;
  }

  private static int names(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
        : 1;
  }

  /** Opens a file to add to it, or a new one. */
  static FileChannel appending(Path file) throws IOException {
    return exists(file) ? open(file, StandardOpenOption.APPEND) : fresh(file);
  }

  /** Begins a file anew; one that is there under this name is left to whoever has it open. */
  static FileChannel fresh(Path file) throws IOException {
    if (exists(file)) {
      Files.delete(file);
    }
    return open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  /** Opens a file that is only locked. */
  static FileChannel lock(Path file) throws IOException {
    exists(file);
    return open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
  }

  private static FileChannel open(Path file, OpenOption... options) throws IOException {
    OpenOption[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = LinkOption.NOFOLLOW_LINKS;
    return FileChannel.open(file, all);
  }
}
