package dev.graft.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Downloads files of known hash, of any kind.
 *
 * <p>Bytes are collected in a {@code .part} file beside the target, which a later call resumes, and
 * become the target by an atomic rename once their hash is right. A lock, held by one thread of one
 * process at a time, keeps two downloads of one file apart.
 */
public final class Download {
  private static final int ATTEMPTS = 3;
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private Download() {}

  /**
   * Downloads a file, or returns at once when the target exists with the right hash. Shows a line
   * of progress, tries again from where it was cut, and stops when the thread is interrupted, which
   * stays interrupted.
   *
   * @param home whose {@code GRAFT_OFFLINE} is obeyed
   * @param url http or https
   * @param sha256 of the whole file, 64 hexadecimal digits
   * @param target created or, where it has another hash, replaced; its folder is made
   * @return the target
   * @throws DownloadException when it cannot be had; the text names the file, the source, the hash
   *     and the target
   */
  public static Path fetch(GraftHome home, URI url, String sha256, Path target) {
    checkHash(sha256);
    var transfer =
        new Transfer(url, sha256.toLowerCase(Locale.ROOT), target.toAbsolutePath().normalize());
    try {
      if (transfer.isDone()) {
        return target;
      }
      if (home.isOffline()) {
        throw transfer.failure("GRAFT_OFFLINE is true", null);
      }
      Files.createDirectories(transfer.target().getParent());
      locked(transfer);
      return target;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw transfer.failure("interrupted", e);
    } catch (IOException e) {
      throw transfer.failure(
          Thread.currentThread().isInterrupted() ? "interrupted" : Transfer.reason(e), e);
    }
  }

  static void checkHash(String sha256) {
    if (!sha256.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException(
          "sha256 is \"" + sha256 + "\", must be 64 hexadecimal digits");
    }
  }

  private static void locked(Transfer transfer) throws IOException, InterruptedException {
    // a file lock belongs to the whole process, so its threads need one of their own
    ReentrantLock lock = LOCKS.computeIfAbsent(transfer.target(), path -> new ReentrantLock());
    lock.lockInterruptibly();
    try (FileChannel channel =
            FileChannel.open(
                transfer.sibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && !transfer.isDone()) {
        attempts(transfer);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void attempts(Transfer transfer) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        transfer.run();
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }
}
