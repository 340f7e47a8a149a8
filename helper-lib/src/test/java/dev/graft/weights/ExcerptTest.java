package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void smallValuesAreShownAsTheyAre() {
    assertEquals("conv1.weight", Excerpt.of("conv1.weight"));
    assertEquals("\"conv1.weight\"", Excerpt.quoted("conv1.weight"));
    assertEquals("[ant, bee]", Excerpt.of(List.of("ant", "bee")));
    assertEquals("{a=[1, 2]}", Excerpt.of(Map.of("a", List.of(1L, 2L))));
    assertEquals("2.5", Excerpt.of(2.5));
    assertEquals("true", Excerpt.of(true));
    assertEquals("null", Excerpt.of((Object) null));
    assertEquals("F32", Excerpt.of(Dtype.F32));
    assertEquals("12", Excerpt.of(Optional.of(12)));
    assertEquals("none", Excerpt.of(Optional.empty()));
    assertEquals("[]", Excerpt.of(List.of()));
  }

  @Test
  void longOnesAreCut() {
    assertEquals("x".repeat(80), Excerpt.of("x".repeat(80)));
    assertEquals("x".repeat(80) + "…", Excerpt.of("x".repeat(81)));
    assertEquals("x".repeat(79) + "…", Excerpt.of("x".repeat(79) + "🐜🐜"));
    assertEquals(
        "[0, 1, 2, 3, 4, 5, 6, 7, … 39992 more]",
        Excerpt.of(IntStream.range(0, 40_000).boxed().toList()));
    assertEquals("[[[[… 1]]]]", Excerpt.of(List.of(List.of(List.of(List.of(List.of()))))));
    assertEquals("a number of 1001 bits", Excerpt.of(BigInteger.ONE.shiftLeft(1000)));
    var broad = List.of("x".repeat(90), "y".repeat(90), "z".repeat(90), "a", "b");
    String shown = Excerpt.of(List.of(broad, broad, broad, broad));
    assertTrue(shown.length() < 1000 && shown.endsWith(", … 2 more]"), shown);
  }

  /** Eight levels of eight are 16 million leaves, and a list that holds itself has no last one. */
  @Test
  void whatHoldsItselfIsShownInPart() {
    List<Object> loop = new ArrayList<>();
    loop.add(loop);
    assertEquals("[[[[… 1]]]]", Excerpt.of(loop));
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("me", map);
    assertEquals("{me={me={me={… 1}}}}", Excerpt.of(map));
    List<Object> laughs = List.of("ha");
    for (int i = 0; i < 100; i++) {
      laughs = List.of(laughs, laughs, laughs, laughs, laughs, laughs, laughs, laughs, laughs);
    }
    assertTrue(Excerpt.of(laughs).length() < 1000, Excerpt.of(laughs));
    var items = new ArrayList<Object>();
    var tuple = new Pickled.Tuple(items);
    items.add(tuple);
    assertEquals("[[[[… 1]]]]", tuple.toString());
    assertEquals(tuple.hashCode(), tuple.hashCode());
    assertEquals(tuple, tuple);
  }

  /** A name in a file may hold what a terminal obeys, or what looks like another line of a log. */
  @Test
  void whatATerminalObeysIsSpeltOut() {
    assertEquals("a\\u001b[2Jb\\u000ac", Excerpt.of("a\u001b[2Jb\nc"));
    assertEquals("\\u202egnp.exe\\u2028", Excerpt.of("\u202egnp.exe\u2028"));
    assertEquals("Schöne Grüße, 蚂蚁, نمل", Excerpt.of("Schöne Grüße, 蚂蚁, نمل"));
  }

  @Test
  void jsonIsShownWithoutItsDepths() throws Exception {
    String deep = "[".repeat(900) + "]".repeat(900);
    var json = new ObjectMapper();
    assertEquals("[[[[… 1]]]]", Excerpt.of(json.readTree(deep)));
    assertEquals("[-1, two, 3.5, null]", Excerpt.of(json.readTree("[-1, \"two\", 3.5, null]")));
    assertEquals("an object of 1 fields", Excerpt.of(json.readTree("{\"a\": 1}")));
  }

  @Test
  void ofAnythingElseOnlyTheKind() {
    record Secret(String text) {}
    assertEquals("Secret", Excerpt.of(new Secret("x".repeat(1 << 20))));
    assertEquals("no", Excerpt.of(new IllegalStateException("no")));
    assertEquals("IllegalStateException", Excerpt.of(new IllegalStateException()));
    assertEquals(401, Excerpt.of(new IllegalStateException("x".repeat(1 << 20))).length());
  }

  /** A message about classes stays a line, however many and however long their names are. */
  @Test
  void namesAreListedInPart() {
    assertEquals("ants, bees", Excerpt.listed(List.of("ants", "bees")));
    List<String> many = IntStream.range(0, 1000).mapToObj(i -> "c" + i).toList();
    String listed = Excerpt.listed(many);
    assertTrue(listed.endsWith("c18, c19, … 1000 in all"), listed);
    List<String> longest = Collections.nCopies(20, "x".repeat(1 << 20));
    assertEquals(20 * 81 + 19 * 2, Excerpt.listed(longest).length());
    assertEquals("a\\u000ab", Excerpt.listed(List.of("a\nb")));
  }
}
