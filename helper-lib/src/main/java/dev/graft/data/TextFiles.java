package dev.graft.data;

import dev.graft.weights.BoundedFile;
import dev.graft.weights.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** Reads texts from files: one a file in folders by class, or one a line beside its label. */
final class TextFiles {
  private static final int MOST_BYTES_OF_A_TEXT = 4 * Text.MOST_CHARACTERS;
  private static final int MOST_BYTES_OF_A_TABLE = 1 << 30;

  private TextFiles() {}

  /** Reads {@code folder/class/name.txt}; other files are left out. */
  static LabelledTexts folder(Path folder) {
    SortedMap<String, List<Path>> byName = ClassFolders.in(folder).byName();
    List<Text> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>();
    for (Map.Entry<String, List<Path>> of : byName.entrySet()) {
      for (Path inside : of.getValue()) {
        FolderWalk walk = new FolderWalk(inside);
        walk.leftOut()
            .forEach(
                one ->
                    rejected.add(new Rejection(FileName.below(folder, one.path()), one.reason())));
        for (Path file : walk.files()) {
          String id = FileName.below(folder, file);
          try {
            texts.add(new Text(id, text(file)));
            labels.add(of.getKey());
          } catch (WeightsException | IOException e) {
            rejected.add(new Rejection(id, reason(e)));
          }
        }
      }
    }
    if (byName.size() < 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has %d folders of classes, needs two or more",
              folder,
              byName.size()));
    }
    LabelledTexts found = LabelledTexts.of(texts, labels, Comparator.naturalOrder());
    rejected.addAll(found.rejected());
    return new LabelledTexts(found.classes(), found.texts(), found.labels(), rejected);
  }

  private static String reason(Exception e) {
    return e instanceof CharacterCodingException ? "not UTF-8" : String.valueOf(e.getMessage());
  }

  private static String text(Path file) throws IOException {
    if (!file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".txt")) {
      throw new IOException("not a .txt file");
    }
    return decoded(file, MOST_BYTES_OF_A_TEXT);
  }

  private static String decoded(Path file, int most) throws IOException {
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(BoundedFile.read(file, most)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Reads lines whose cells a tab divides, the first of which names them; nothing is quoted. */
  static LabelledTexts tabs(Path file, String text, String label) {
    List<String> lines;
    try {
      lines = decoded(file, MOST_BYTES_OF_A_TABLE).lines().toList();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file.getFileName() + " is not UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    List<String> names = lines.isEmpty() ? List.of() : List.of(lines.get(0).split("\t", -1));
    for (String wanted : List.of(text, label)) {
      if (!names.contains(wanted)) {
        throw new IllegalArgumentException(
            "no column \"%s\" in %s, which has %s".formatted(wanted, file.getFileName(), names));
      }
    }
    List<Text> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split("\t", -1);
      if (cells.length != names.size() || cells[names.indexOf(label)].isBlank()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "line %d of %s has %d cells, needs %d and a label",
                i + 1,
                file.getFileName(),
                cells.length,
                names.size()));
      }
      texts.add(new Text("line " + (i + 1), cells[names.indexOf(text)]));
      labels.add(cells[names.indexOf(label)].strip());
    }
    return LabelledTexts.of(texts, labels, Comparator.naturalOrder());
  }
}
