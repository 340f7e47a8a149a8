package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Lists the images of folders, by name, without decoding anything. */
final class FolderScan {
  private final Path root;
  private final Unreadable unreadable;
  private final List<Rejection> rejected = new ArrayList<>();

  /** Ids are relative to that root. */
  FolderScan(Path root, Unreadable unreadable) {
    this.root = root;
    this.unreadable = unreadable;
  }

  /** Reads all classes there are; each must have images. */
  Pictures all(ClassFolders here) {
    Pictures images = some(here, here.classes());
    int[] counts = images.counts();
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] == 0) {
        throw empty(here.of(images.classes().get(label)).get(0));
      }
    }
    return images;
  }

  /** Reads those classes that are there; their order is that of the list. */
  Pictures some(ClassFolders here, List<String> classes) {
    List<Picture> pictures = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    rejected.clear();
    for (int label = 0; label < classes.size(); label++) {
      List<Picture> found = pictures(here.of(classes.get(label)));
      pictures.addAll(found);
      labels.addAll(Collections.nCopies(found.size(), label));
    }
    here.others().forEach(this::loose);
    here.names().stream()
        .filter(name -> !composed(classes).contains(name))
        .filter(FolderWords::isWithoutLabels)
        .forEach(name -> leaveOut(here.of(name).get(0), "a folder of images without labels"));
    return new Pictures(classes, pictures, labels, rejected);
  }

  /** Reads those classes that are there; no other folder may be. */
  Pictures known(ClassFolders here, List<String> classes) {
    if (classes.isEmpty() || classes.stream().distinct().count() < classes.size()) {
      throw new IllegalArgumentException(
          "classes is " + Excerpt.of(classes) + ", must be different names");
    }
    List<String> names = composed(classes);
    for (String name : here.classes()) {
      if (!names.contains(name)) {
        ClassCheck.noSplits(here);
        throw new IllegalArgumentException(
            "class \"%s\" is in %s but not among %s"
                .formatted(name, here.parent(), Excerpt.listed(classes)));
      }
    }
    Pictures images = some(here, classes);
    if (images.size() == 0) {
      throw new IllegalArgumentException(
          "no images of %s in %s".formatted(Excerpt.listed(classes), here.parent()));
    }
    return images;
  }

  private static List<String> composed(List<String> names) {
    return names.stream().map(FileName::composed).toList();
  }

  /** Reads images of no class. */
  Pictures unlabelled(List<Path> folders) {
    rejected.clear();
    return Pictures.unlabelled(pictures(folders), rejected);
  }

  private record Found(String id, Path file) {}

  private List<Picture> pictures(List<Path> folders) {
    List<Found> files = new ArrayList<>();
    List<Picture> pictures = new ArrayList<>();
    for (Path folder : folders) {
      FolderWalk walk = new FolderWalk(folder);
      walk.files().forEach(file -> files.add(new Found(FileName.below(root, file), file)));
      walk.leftOut()
          .forEach(path -> reject(new Rejection(FileName.below(root, path.path()), path.reason())));
    }
    files.sort(Comparator.comparing(Found::id));
    var looked = unreadable == Unreadable.CHECK ? files.parallelStream() : files.stream();
    looked.map(this::look).toList().forEach(outcome -> outcome.addTo(pictures, rejected));
    return pictures;
  }

  /** A picture, or why there is none. */
  private record Outcome(Picture picture, Rejection rejection) {
    void addTo(List<Picture> pictures, List<Rejection> rejected) {
      if (picture == null) {
        rejected.add(rejection);
      } else {
        pictures.add(picture);
      }
    }
  }

  private Outcome look(Found found) {
    try {
      FileCheck.glance(found.file(), found.id());
      Picture picture = new FilePicture(found.id(), found.file(), unreadable);
      if (unreadable == Unreadable.CHECK) {
        picture.image();
      }
      return new Outcome(picture, null);
    } catch (UnreadableImageException e) {
      if (unreadable == Unreadable.FATAL) {
        throw e;
      }
      return new Outcome(null, e.rejection());
    }
  }

  private void reject(Rejection rejection) {
    if (unreadable == Unreadable.FATAL) {
      throw new UnreadableImageException(rejection);
    }
    rejected.add(rejection);
  }

  /** What lies beside the folders is nothing to read, but an image there may have been meant. */
  private void loose(Path path) {
    if (!Files.isRegularFile(path)) {
      if (Files.isSymbolicLink(path)) {
        leaveOut(path, "a link to nothing");
      }
      return;
    }
    try {
      picture("", path);
      leaveOut(path, "in no folder of a class");
    } catch (UnreadableImageException e) {
      // a text, a table, a script: not meant to be seen
    }
  }

  private void leaveOut(Path path, String reason) {
    rejected.add(new Rejection(FileName.below(root, path), reason));
  }

  private IllegalArgumentException empty(Path folder) {
    String id = FileName.below(root, folder);
    List<Rejection> here =
        rejected.stream().filter(r -> (r.file() + "/").startsWith(id + "/")).toList();
    String why =
        here.isEmpty() ? "" : "; " + here.size() + " unreadable, the first: " + here.get(0);
    return new IllegalArgumentException(
        "class \"" + FileName.of(folder) + "\" has no images in " + folder + why);
  }

  /** Looks at a file's first and last bytes; it is decoded when it is asked for. */
  static Picture picture(String id, Path file) {
    FileCheck.glance(file, id);
    return new FilePicture(id, file, Unreadable.FATAL);
  }
}
