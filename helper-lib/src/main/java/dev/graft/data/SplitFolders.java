package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which folders of a data set are for training, validation and a last test, told by their names in
 * any case and spelling: {@code train}, {@code Training}, {@code training_set}, {@code train2017},
 * {@code seg_train} beside {@code seg_test}.
 */
final class SplitFolders {
  enum Part {
    TRAIN("train|training|trn|learn|learning"),
    VALIDATION("val|vali|valid|validate|validation|dev|devel|development|publictest"),
    TEST("test|tests|testing|tst|holdout|heldout|unseen|privatetest"),
    UNLABELLED(
        "(?:un|no)label(?:s|l?ed)?|unsup|unsupervised|unannotated"
            + "|pred|predict|prediction|predictions|infer|inference");

    private final String words;

    Part(String words) {
      this.words = words;
    }
  }

  /** Watched while training where no other folder is, as in language models; else the test. */
  private static final String EITHER = "eval|evaluate|evaluation";

  private final ClassFolders all;
  private final Map<Part, List<String>> names = new EnumMap<>(Part.class);

  private SplitFolders(ClassFolders all) {
    this.all = all;
  }

  static SplitFolders of(ClassFolders all) {
    SplitFolders splits = new SplitFolders(all);
    splits.recognize(FolderWords.FILLER);
    if (splits.names(Part.TRAIN).isEmpty()) {
      splits.prefix().ifPresent(splits::recognize);
    }
    return splits;
  }

  private void recognize(String before) {
    names.clear();
    for (Part part : Part.values()) {
      matching(before, part.words).forEach(name -> add(part, name));
    }
    for (String name : matching(before, EITHER)) {
      add(names.containsKey(Part.VALIDATION) ? Part.TEST : Part.VALIDATION, name);
    }
  }

  private void add(Part part, String name) {
    names.computeIfAbsent(part, p -> new ArrayList<>()).add(name);
  }

  private List<String> matching(String before, String words) {
    Pattern pattern = Pattern.compile(before + "(?:" + words + ")" + FolderWords.FILLER);
    return all.names().stream()
        .filter(name -> pattern.matcher(FolderWords.letters(name)).matches())
        .toList();
  }

  /** What stands before the word in all names, as the data set's own name does. */
  private Optional<String> prefix() {
    Pattern pattern = Pattern.compile("(.+)(?:" + Part.TRAIN.words + ")" + FolderWords.FILLER);
    List<String> found = new ArrayList<>();
    for (String name : all.names()) {
      Matcher matcher = pattern.matcher(FolderWords.letters(name));
      if (matcher.matches()) {
        found.add(Pattern.quote(matcher.group(1).replaceFirst("(?:train|trn)$", "")));
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  List<String> names(Part part) {
    return names.getOrDefault(part, List.of());
  }

  /** Folders that no part of a data set is named after. */
  List<String> others() {
    List<String> others = new ArrayList<>(all.names());
    names.values().forEach(others::removeAll);
    return others;
  }

  /** Whether these are splits rather than classes: they have names and contents of such. */
  boolean areSplits() {
    boolean several = names.size() > 1 || others().isEmpty();
    return several
        && names.entrySet().stream()
            .filter(entry -> entry.getKey() != Part.UNLABELLED)
            .flatMap(entry -> entry.getValue().stream())
            .map(this::inside)
            .anyMatch(folder -> !folder.byName().isEmpty());
  }

  /** The folder of a part, empty where there is none. */
  Optional<ClassFolders> of(Part part) {
    List<String> here = names(part);
    if (here.size() > 1) {
      throw new IllegalArgumentException(
          ("%s in %s are all for %s; read the one that is meant with"
                  + " ImageSet.of(path.resolve(\"%s\"))")
              .formatted(
                  Excerpt.listed(here),
                  all.parent(),
                  part.name().toLowerCase(Locale.ROOT),
                  here.get(0)));
    }
    return here.stream().findFirst().map(this::inside);
  }

  /** Goes into {@code training_set/training_set}, as archives are often unpacked. */
  private ClassFolders inside(String name) {
    ClassFolders folder = ClassFolders.in(all.of(name).get(0));
    while (folder.others().isEmpty() && folder.names().equals(List.of(name))) {
      folder = ClassFolders.in(folder.of(name).get(0));
    }
    return folder;
  }
}
