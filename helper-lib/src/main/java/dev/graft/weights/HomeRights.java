package dev.graft.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * Who may write in the home. Whoever may can choose the weights and the features that a training
 * gets where no hash is published, so that it is said; groups that share a home on purpose go on.
 */
final class HomeRights {
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final Set<Path> SAID = ConcurrentHashMap.newKeySet();

  private HomeRights() {}

  /** Makes a folder that only its user can look into, where there is none yet. */
  static void make(Path wanted) throws IOException {
    Path home = Destination.file(wanted);
    if (Files.exists(home)) {
      return;
    }
    if (posix(home)) {
      var alone = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(home, PosixFilePermissions.asFileAttribute(alone));
    } else {
      Files.createDirectories(home);
    }
  }

  /** Says once a process what is wrong with a home, the first of the folders. */
  static void say(List<Path> folders) {
    problem(folders)
        .filter(problem -> SAID.add(folders.get(0)))
        .ifPresent(LoggerFactory.getLogger("dev.graft")::warn);
  }

  /** Finds the first folder of a home that others may write to, or that is another user's. */
  static Optional<String> problem(List<Path> folders) {
    return folders.stream()
        .filter(Files::isDirectory)
        .flatMap(folder -> problem(folder).stream())
        .findFirst();
  }

  private static Optional<String> problem(Path folder) {
    if (!posix(folder)) {
      return Optional.empty();
    }
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
      if (rights.stream().anyMatch(OTHERS::contains)) {
        return Optional.of(
            ("others can write to %s (%s), and so choose the weights that are loaded from"
                    + " there; remedy: chmod go-w %s")
                .formatted(folder, PosixFilePermissions.toString(rights), folder));
      }
      int owner = owner(folder);
      return List.of(0, user()).contains(owner)
          ? Optional.empty()
          : Optional.of(
              ("%s belongs to another user, %s, who can choose the weights that are loaded"
                      + " from there")
                  .formatted(folder, Files.getOwner(folder).getName()));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty(); // a system that does not tell
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static int owner(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }

  /** The user of this process: a file of its own tells it, where the system has one. */
  private static int user() throws IOException {
    Path self = Path.of("/proc/self");
    if (Files.exists(self)) {
      return owner(self);
    }
    Path home = Path.of(System.getProperty("user.home"));
    return (Integer) Files.getAttribute(home, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
