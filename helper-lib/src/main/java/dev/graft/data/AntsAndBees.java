package dev.graft.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds the photos of the PyTorch transfer learning tutorial, or downloads them once. */
record AntsAndBees(Map<String, String> environment, URI source, Fetch fetch, Consumer<String> say) {
  static final URI PUBLISHED =
      URI.create("https://download.pytorch.org/tutorial/hymenoptera_data.zip");

  private static final Unzip UNZIP = new Unzip(500_000_000, 5000);
  private static final int TRAIN = 244;
  private static final int VALIDATION = 153;

  Path folder() {
    String data = environment.getOrDefault("GRAFT_DATA", "");
    if (!data.isEmpty() && Files.isDirectory(Path.of(data, "ants_bees"))) {
      return Path.of(data, "ants_bees");
    }
    Path cached = samples().resolve("ants_bees");
    if (!Files.isDirectory(cached)) {
      download(cached);
    }
    return cached;
  }

  private Path samples() {
    String home = environment.getOrDefault("GRAFT_HOME", "");
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    String user = environment.getOrDefault("HOME", System.getProperty("user.home"));
    Path graft =
        !home.isEmpty()
            ? Path.of(home)
            : (cache.isEmpty() ? Path.of(user, ".cache") : Path.of(cache)).resolve("graft");
    return graft.resolve("samples");
  }

  private void download(Path target) {
    if (environment.getOrDefault("GRAFT_OFFLINE", "").equals("true")) {
      throw missing("GRAFT_OFFLINE=true forbids the download", target, null);
    }
    Path work = null;
    try {
      Files.createDirectories(target.getParent());
      work = Files.createTempDirectory(target.getParent(), ".ants_bees");
      unpack(work, target);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw missing("the download failed (" + reason + ")", target, e);
    } finally {
      delete(work);
    }
  }

  private void unpack(Path work, Path target) throws IOException {
    Path archive = work.resolve("photos.zip");
    fetch.fetch(source, archive);
    UNZIP.unzip(archive, work);
    Path photos = work.resolve("hymenoptera_data");
    check(photos);
    // Nobody publishes this archive's hash, so what is checked is what it must contain.
    say.accept(
        "ants and bees downloaded, sha256 "
            + Sha256.of(Files.readAllBytes(archive))
            + " (unverified)");
    try {
      Files.move(photos, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      say.accept("ants and bees were there already: " + target);
    }
  }

  private static void check(Path photos) throws IOException {
    try {
      Splits found = ImageSet.splits(photos);
      if (found.train().size() != TRAIN || found.validation().size() != VALIDATION) {
        throw new IOException(
            "archive has " + found + ", expected " + TRAIN + " train and " + VALIDATION);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("archive is not what it was: " + e.getMessage(), e);
    }
  }

  private IllegalStateException missing(String reason, Path target, IOException cause) {
    return new IllegalStateException(
        "no photos of ants and bees: "
            + reason
            + "; unpack "
            + source
            + " so that "
            + target
            + " holds train and val, or set GRAFT_DATA to a folder that has ants_bees",
        cause);
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("folder cannot be removed: " + folder, e);
    }
  }
}
