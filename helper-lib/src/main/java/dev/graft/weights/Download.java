package dev.graft.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Downloads files of any kind.
 *
 * <p>Bytes are collected in a {@code .part} file beside the target, which a later call resumes, and
 * become the target by an atomic rename once their hash is right. A lock, held by one thread of one
 * process at a time, keeps two downloads of one file apart. {@code GRAFT_MIRROR} and proxies are
 * honoured, {@code GRAFT_OFFLINE} is obeyed. A name and a password in the address are sent to that
 * server alone, not to one that it redirects to, and never printed.
 */
public final class Download {
  private static final int ATTEMPTS = 3;
  private static final int PAUSE_MILLIS = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private Download() {}

  /**
   * Downloads a file, or returns at once when the target exists with the right hash. Shows a line
   * of progress, tries again from where it was cut, and stops when the thread is interrupted, which
   * stays interrupted. Where another process downloads the same file, waits for it and says so.
   *
   * @param home whose {@code GRAFT_OFFLINE}, {@code GRAFT_MIRROR} and proxies count
   * @param url http or https; with a mirror, the file's name is asked of that instead
   * @param checksum of the whole file
   * @param target created or, where it has another hash, replaced; its folder is made
   * @return the target
   * @throws DownloadException when it cannot be had; the text names the file, the source, the hash
   *     and the target
   */
  public static Path fetch(GraftHome home, URI url, Checksum checksum, Path target) {
    return fetch(home, url, checksum, target, PATIENCE);
  }

  static Path fetch(GraftHome home, URI url, Checksum checksum, Path target, Duration patience) {
    Path place = target.toAbsolutePath().normalize();
    URI source = home.mirror().map(base -> base.resolve(name(place))).orElse(Login.without(url));
    Optional<Login> login = home.mirror().isPresent() ? home.mirrorLogin() : Login.of(url);
    var transfer = new Transfer(source, login, checksum, place, new Proxies(home), patience);
    try {
      if (transfer.isDone()) {
        return target;
      }
      if (home.isOffline()) {
        throw transfer.failure("GRAFT_OFFLINE is true", null);
      }
      home.make(place.getParent());
      locked(transfer);
      return target;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw transfer.failure("interrupted", e);
    } catch (IOException e) {
      throw transfer.failure(
          Thread.currentThread().isInterrupted() ? "interrupted" : transfer.reason(e), e);
    }
  }

  /**
   * Fetches a small file into memory; no mirror is asked. Stops when the thread is interrupted,
   * which stays interrupted.
   *
   * @param home whose {@code GRAFT_OFFLINE} and proxies count
   * @param url http or https
   * @param atMost bytes
   * @return the file
   * @throws DownloadException when it cannot be had; the text names the address without password
   */
  public static byte[] bytes(GraftHome home, URI url, int atMost) {
    return new SmallDownload(url, new Proxies(home), atMost, PATIENCE).bytes(home.isOffline());
  }

  private static URI name(Path target) {
    return URI.create(target.getFileName().toString().replace(" ", "%20"));
  }

  private static void locked(Transfer transfer) throws IOException, InterruptedException {
    // a file lock belongs to the whole process, so its threads need one of their own
    ReentrantLock lock = LOCKS.computeIfAbsent(transfer.target(), path -> new ReentrantLock());
    lock.lockInterruptibly();
    try (FileChannel channel = OwnFile.lock(transfer.sibling(".lock"));
        FileLock held = lock(channel, transfer)) {
      if (held.isValid() && !transfer.isDone()) {
        attempts(transfer);
      }
    } finally {
      lock.unlock();
    }
  }

  private static FileLock lock(FileChannel channel, Transfer transfer) throws IOException {
    FileLock held = channel.tryLock();
    if (held == null) {
      System.out.println(
          "waiting for " + transfer.target().getFileName() + ", which another process downloads");
      held = channel.lock();
    }
    return held;
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
        TimeUnit.MILLISECONDS.sleep((long) attempt * PAUSE_MILLIS);
      }
    }
  }
}
