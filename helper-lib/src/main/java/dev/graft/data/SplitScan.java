package dev.graft.data;

import dev.graft.data.SplitFolders.Part;
import dev.graft.weights.Excerpt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the folders of a data set that somebody has split. */
final class SplitScan {
  /** What is in the folders, and what lies beside them. */
  record Found(
      Pictures train,
      Optional<Pictures> validation,
      Optional<Pictures> test,
      Optional<Pictures> unlabelled,
      List<Rejection> rejected) {}

  private final Path root;
  private final ClassFolders all;
  private final SplitFolders splits;
  private final FolderScan scan;
  private final List<Rejection> rejected = new ArrayList<>();
  private final List<Path> unlabelled = new ArrayList<>();

  SplitScan(Path root, Unreadable unreadable) {
    this.root = root;
    this.all = ClassFolders.in(root);
    this.splits = SplitFolders.of(all);
    this.scan = new FolderScan(root, unreadable);
  }

  Found found() {
    ClassFolders train = splits.of(Part.TRAIN).orElseThrow(this::noTraining);
    ClassCheck.count(train);
    Pictures training = scan.all(train);
    var validation = held(Part.VALIDATION, train);
    var test = held(Part.TEST, train);
    splits.names(Part.UNLABELLED).forEach(name -> unlabelled.addAll(all.of(name)));
    splits.others().stream()
        .flatMap(name -> all.of(name).stream())
        .map(folder -> new Rejection(FileName.below(root, folder), "a folder of no split"))
        .forEach(rejected::add);
    Optional<Pictures> others =
        Optional.of(scan.unlabelled(unlabelled)).filter(images -> images.size() > 0);
    return new Found(training, validation, test, others, rejected);
  }

  private IllegalArgumentException noTraining() {
    String has = all.names().isEmpty() ? "" : ", which has " + Excerpt.listed(all.names());
    return new IllegalArgumentException(
        "no folder \"train\" in "
            + root
            + has
            + "; if these are classes, read them with ImageSet.of(path).split(0.8, 42)");
  }

  /** What has no folders of classes holds images whose class nobody knows. */
  private Optional<Pictures> held(Part part, ClassFolders train) {
    Optional<ClassFolders> found = splits.of(part);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ClassFolders here = found.get();
    if (here.classes().isEmpty() && part == Part.TEST && !here.others().isEmpty()) {
      unlabelled.add(here.parent());
      return Optional.empty();
    }
    if (here.classes().isEmpty()) {
      throw new IllegalArgumentException("no class folders in " + here.parent());
    }
    for (String name : here.classes()) {
      if (!train.byName().containsKey(name)) {
        throw new IllegalArgumentException(
            "class \""
                + name
                + "\" is in "
                + FileName.of(here.parent())
                + " but not in train, which has "
                + Excerpt.listed(train.classes()));
      }
    }
    return Optional.of(scan.known(here, train.classes()));
  }
}
