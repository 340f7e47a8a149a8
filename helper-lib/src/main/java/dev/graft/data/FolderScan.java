package dev.graft.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Lists the folders and the images of a folder, by name, without decoding anything. */
final class FolderScan {
  private final Path root;
  private final Unreadable unreadable;
  private final List<Rejection> rejected = new ArrayList<>();

  /** Ids are relative to that root. */
  FolderScan(Path root, Unreadable unreadable) {
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException("no such folder: " + root);
    }
    this.root = root;
    this.unreadable = unreadable;
  }

  /** Names a folder's sub-folders, sorted. */
  static List<String> folders(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> Files.isDirectory(path) && !hidden(path))
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("folder is not readable: " + folder, e);
    }
  }

  /** Reads one folder of classes; their order is that of the list. */
  ImageSet classes(Path folder, List<String> classes) {
    List<Picture> pictures = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int rejectedBefore = rejected.size();
    for (int label = 0; label < classes.size(); label++) {
      Path path = folder.resolve(classes.get(label));
      if (Files.isDirectory(path)) {
        List<Picture> found = pictures(path);
        pictures.addAll(found);
        labels.addAll(Collections.nCopies(found.size(), label));
      }
    }
    List<Rejection> here = rejected.subList(rejectedBefore, rejected.size());
    return new ImageSet(classes, pictures, labels, here);
  }

  private List<Picture> pictures(Path classFolder) {
    int rejectedBefore = rejected.size();
    List<Picture> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(classFolder)) {
      for (Path file : all.filter(this::visible).sorted().toList()) {
        add(file, found);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("folder is not readable: " + classFolder, e);
    }
    if (found.isEmpty()) {
      int left = rejected.size() - rejectedBefore;
      throw new IllegalArgumentException(
          "class \""
              + classFolder.getFileName()
              + "\" has no images in "
              + classFolder
              + (left == 0
                  ? ""
                  : "; " + left + " unreadable, the first: " + firstSince(rejectedBefore)));
    }
    return found;
  }

  private String firstSince(int index) {
    return rejected.get(index).file() + " (" + rejected.get(index).reason() + ")";
  }

  private void add(Path file, List<Picture> found) {
    String id = root.relativize(file).toString().replace('\\', '/');
    try {
      found.add(picture(id, file));
    } catch (UnreadableImageException e) {
      if (unreadable == Unreadable.FATAL) {
        throw e;
      }
      rejected.add(e.rejection());
    }
  }

  /** Looks at a file's first and last bytes; it is decoded when it is asked for. */
  static Picture picture(String id, Path file) {
    FileCheck.glance(file, id);
    return new FilePicture(id, file);
  }

  private boolean visible(Path file) {
    for (Path part : root.relativize(file)) {
      if (hidden(part)) {
        return false;
      }
    }
    return Files.isRegularFile(file);
  }

  private static boolean hidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }
}
