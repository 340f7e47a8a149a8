package dev.graft.data;

import dev.graft.weights.Checksum;
import dev.graft.weights.Download;
import dev.graft.weights.DownloadException;
import dev.graft.weights.GraftHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds the photos of the PyTorch transfer learning tutorial, or downloads them once. */
record AntsAndBees(GraftHome home, URI source, Consumer<String> say) {
  static final URI PUBLISHED =
      URI.create("https://download.pytorch.org/tutorial/hymenoptera_data.zip");

  private static final Unzip UNZIP = new Unzip(500_000_000, 5000);
  private static final int TRAIN = 244;
  private static final int VALIDATION = 153;

  Path folder() {
    Optional<Path> data = home.variable("GRAFT_DATA").map(folder -> Path.of(folder, "ants_bees"));
    if (data.filter(Files::isDirectory).isPresent()) {
      return data.get();
    }
    Path cached = home.samples().resolve("ants_bees");
    if (!Files.isDirectory(cached)) {
      install(downloaded(cached), cached);
    }
    return cached;
  }

  private Path downloaded(Path target) {
    try {
      // under its own name, which a mirror is asked for
      Path archive = target.resolveSibling("hymenoptera_data.zip");
      return Download.fetch(home, source, Checksum.none(), archive);
    } catch (DownloadException e) {
      throw new IllegalStateException(
          "no photos of ants and bees: "
              + e.getMessage()
              + "; or set GRAFT_DATA to a folder that has ants_bees",
          e);
    }
  }

  private void install(Path archive, Path target) {
    Path work = null;
    try {
      work = Files.createTempDirectory(target.getParent(), ".ants_bees");
      unpack(archive, work, target);
    } catch (IOException e) {
      if (!Files.isDirectory(target)) { // else another kernel was faster
        throw unusable(e, archive);
      }
    } finally {
      delete(work);
      delete(archive);
    }
  }

  private void unpack(Path archive, Path work, Path target) throws IOException {
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
            "archive has " + found.sizes() + ", expected " + TRAIN + " train and " + VALIDATION);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("archive is not what it was: " + e.getMessage(), e);
    }
  }

  private IllegalStateException unusable(IOException e, Path archive) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new IllegalStateException(
        "no photos of ants and bees: "
            + reason
            + " ("
            + archive
            + ", now deleted); put "
            + source
            + " there by hand, or set GRAFT_DATA to a folder that has ants_bees",
        e);
  }

  private static void delete(Path folder) {
    if (folder == null || !Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot be removed: " + folder, e);
    }
  }
}
