package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TextSetTest {
  @TempDir private Path folder;

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void takesTwoColumnsOfATable() {
    Table table =
        Table.create(
            "reviews",
            StringColumn.create("text", List.of("fine", "dull", "warm")),
            IntColumn.create("stars", new int[] {10, 2, 10}));
    TextSet texts = TextSet.of(table, "text", "stars");
    assertEquals(List.of("2", "10"), texts.classes());
    assertEquals("[1, 0, 1]", List.of(texts.label(0), texts.label(1), texts.label(2)).toString());
    assertEquals("row 2", texts.id(1));
    assertEquals("dull", texts.text(1));
    assertEquals("3 texts of 2, 10", texts.toString());
    refused(
        "no column \"words\" in the table \"reviews\", which has text, stars",
        () -> TextSet.of(table, "words", "stars"));
  }

  @Test
  void whatCannotBeReadIsLeftOutByName() {
    TextSet texts =
        TextSet.of(
            List.of("fine", " \n", "half \uD83D of it", "x".repeat((1 << 20) + 1), "\uD83D\uDE00"),
            List.of("good", "good", "bad", "bad", "bad"));
    assertEquals(2, texts.size());
    assertEquals(
        List.of(
            "text 2 no text",
            "text 3 not Unicode: half of a character at 5",
            "text 4 1,048,577 characters, at most 1,048,576"),
        texts.rejected().stream()
            .map(row -> row.getString("file") + " " + row.getString("reason"))
            .toList());
    refused(
        "2 texts and 1 labels; each text needs one",
        () -> TextSet.of(List.of("a", "b"), List.of("c")));
    refused(
        "none of 1 texts can be read, the first: text 1 (no text)",
        () -> TextSet.of(List.of(""), List.of("c")));
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> TextSet.unlabelled(List.of("fine", "\uD83D")))
            .getMessage();
    assertTrue(message.startsWith("text is not readable: "), message);
    assertTrue(message.endsWith(" (not Unicode: half of a character at 0)"), message);
  }

  @Test
  void readsLinesWithTabs() throws IOException {
    Path file = folder.resolve("reviews.tsv");
    Files.writeString(file, "\uFEFFlabel\ttext\n1\ta \"film, he said\n0\tdull\n");
    TextSet texts = TextSet.tabs(file, "text", "label");
    assertEquals("a \"film, he said", texts.text(0));
    assertEquals(List.of("0", "1"), texts.classes());
    assertEquals("line 3", texts.id(1));
    refused(
        "no column \"words\" in reviews.tsv, which has [label, text]",
        () -> TextSet.tabs(file, "words", "label"));
    Files.writeString(file, "label\ttext\n1\ta\tb\n");
    refused(
        "line 2 of reviews.tsv has 3 cells, needs 2 and a label",
        () -> TextSet.tabs(file, "text", "label"));
    Files.write(file, "label\ttext\n1\tcaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    refused("reviews.tsv is not UTF-8", () -> TextSet.tabs(file, "text", "label"));
  }

  @Test
  void readsAFolderByClass() throws IOException {
    for (String name : List.of("good/1.txt", "good/more/2.txt", "bad/1.txt", "bad/notes.md")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), "text of " + name);
    }
    Files.write(folder.resolve("bad/broken.txt"), new byte[] {(byte) 0xff, 0});
    TextSet texts = TextSet.of(folder);
    assertEquals(
        "[bad/1.txt, good/1.txt, good/more/2.txt]",
        IntStream.range(0, 3).mapToObj(texts::id).toList().toString());
    assertEquals(
        Set.of("bad/notes.md: not a .txt file", "bad/broken.txt: not UTF-8"),
        texts.rejected().stream()
            .map(row -> row.getString("file") + ": " + row.getString("reason"))
            .collect(Collectors.toSet()));
    refused(
        folder.resolve("good") + " has 1 folders of classes, needs two or more",
        () -> TextSet.of(folder.resolve("good")));
  }

  @Test
  void partsShareClassesAndNoText() {
    List<String> words = IntStream.range(0, 50).mapToObj(i -> "text number " + i).toList();
    TextSet texts =
        TextSet.of(words, words.stream().map(w -> w.length() > 13 ? "b" : "a").toList());
    TextSet.Parts parts = texts.split(0.8, 7);
    assertEquals(List.of("a", "b"), parts.classes());
    assertEquals(40, parts.train().size());
    Set<String> seen = new HashSet<>();
    for (TextSet part : List.of(parts.train(), parts.validation())) {
      IntStream.range(0, part.size()).forEach(i -> assertTrue(seen.add(part.text(i))));
    }
    assertEquals(50, seen.size());
    assertEquals(texts.split(0.8, 7).train().text(3), parts.train().text(3));
    assertEquals(10, texts.take(10, 1).size());
    assertEquals(8, parts.train().counts().intColumn("texts").getInt(0));
    refused("share is 1.0, must be above 0 and below 1", () -> texts.split(1, 1));
    refused("n is 51, must be 1 to 50", () -> texts.take(51, 1));
  }

  @Test
  void classesAreAModelsInItsOrder() {
    TextSet texts = TextSet.of(List.of("x", "y"), List.of("a", "b"));
    TextSet sorted = texts.classes(List.of("b", "c", "a"));
    assertEquals(2, sorted.label(0));
    assertEquals(0, sorted.label(1));
    refused(
        "a text is of class \"b\", which is not among a, c",
        () -> texts.classes(List.of("a", "c")));
  }

  @Test
  void erasuresLackAWordEach() {
    TextSet all = TextSet.erasures("a dull  film");
    assertEquals(4, all.size());
    assertEquals("a dull  film", all.text(0));
    assertEquals("a film", all.text(2));
    assertEquals("without dull", all.id(2));
    refused(
        "text has 1,001 words, at most 1,000 are erased one after the other",
        () -> TextSet.erasures("w ".repeat(1001)));
  }
}
