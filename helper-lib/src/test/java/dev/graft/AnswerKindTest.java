package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.Answers;
import dev.graft.data.Classes;
import dev.graft.data.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnswerKindTest {
  @Test
  void everyHeadAndEveryKindOfAnswerHasARow() {
    for (Head.Output output : Head.Output.values()) {
      assertNotNull(AnswerKind.of(output), output.name());
    }
    Set<String> rows =
        Arrays.stream(AnswerKind.values()).map(AnswerKind::name).collect(Collectors.toSet());
    for (Class<?> kind : Answers.class.getPermittedSubclasses()) {
      assertTrue(rows.contains(kind.getSimpleName().toUpperCase(Locale.ROOT)));
    }
    assertEquals(Set.of(AnswerKind.values()), HeadFit.TABLE.keySet());
    assertEquals(AnswerKind.CLASSES, AnswerKind.of(new Classes(0)));
    assertEquals(
        AnswerKind.TAGS, AnswerKind.of(new Tags(List.of("red"), new boolean[][] {{true}})));
    assertEquals(AnswerKind.TAGS, AnswerKind.of(Head.multiLabel(List.of("red")).output()));
  }

  @Test
  void eachSaysHowOneComesByIt() {
    assertEquals("replaceHead(model, Head.segmenter(data.classes()))", AnswerKind.MASKS.graft());
    assertEquals("R²", AnswerKind.NUMBERS.judge());
  }
}
