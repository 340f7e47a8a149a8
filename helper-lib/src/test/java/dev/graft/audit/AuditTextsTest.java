package dev.graft.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.audit.Finding.Kind;
import dev.graft.data.SampleTexts;
import dev.graft.data.TextSet;
import dev.graft.evaluate.Features;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Notes with planted faults, and features that know what each note is really about. Texts are named
 * by their places, from 1.
 */
class AuditTextsTest {
  private static final TextSet NOTES = SampleTexts.notes(180, 1);
  private static final int EVERY = 20;

  private final List<String> texts = new ArrayList<>();
  private final List<Integer> topics = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final Set<String> wrong = new TreeSet<>();
  private final Set<Set<String>> copies = new HashSet<>();

  private void add(String text, int topic, String label) {
    texts.add(text);
    topics.add(topic);
    labels.add(label);
  }

  private String name() {
    return "text " + texts.size();
  }

  private void sound() {
    for (int i = 0; i < NOTES.size(); i++) {
      add(NOTES.text(i), NOTES.label(i), NOTES.classes().get(NOTES.label(i)));
    }
  }

  /** Of every twentieth the label of the next class. */
  private void flip() {
    int classes = NOTES.classes().size();
    for (int i = 7; i < NOTES.size(); i += EVERY) {
      labels.set(i, NOTES.classes().get((NOTES.label(i) + 1) % classes));
      wrong.add("text " + (i + 1));
    }
  }

  private void copy() {
    for (int i = 3; i < NOTES.size(); i += EVERY) {
      add(texts.get(i), topics.get(i), labels.get(i));
      copies.add(Set.of("text " + (i + 1), name()));
    }
  }

  /** Numbers for the true class, and noise that equal texts share. */
  private Features known(TextSet set) {
    int classes = NOTES.classes().size();
    float[][] values = new float[set.size()][6 * classes];
    for (int i = 0; i < values.length; i++) {
      Random noise = new Random(texts.get(i).hashCode());
      for (int k = 0; k < values[i].length; k++) {
        boolean own = k % classes == topics.get(i);
        values[i][k] = (float) ((own ? 2 : 0) + Math.abs(noise.nextGaussian()));
      }
    }
    List<String> ids = IntStream.range(0, set.size()).mapToObj(set::id).toList();
    int[] given = IntStream.range(0, set.size()).map(set::label).toArray();
    return new Features(set.classes(), ids, given, values);
  }

  private Audit audit() {
    return Audit.of(TextSet.of(texts, labels), this::known);
  }

  @Test
  void labelsThatWereFlippedAreNamedAndNoOthers() {
    sound();
    flip();
    List<Finding> found = audit().findings(Kind.LABEL);
    Set<String> named =
        found.stream().map(finding -> finding.files().get(0)).collect(Collectors.toSet());
    assertTrue(wrong.containsAll(named), () -> named + " named, wrong are " + wrong);
    assertTrue(named.size() >= 0.8 * wrong.size(), () -> named + " named, wrong are " + wrong);
    for (Finding finding : found) {
      int place = Integer.parseInt(finding.files().get(0).substring("text ".length())) - 1;
      assertEquals(NOTES.classes().get(NOTES.label(place)), finding.suggested());
    }
  }

  @Test
  void copiesAreNamedAndOneOfEachIsLeft() {
    sound();
    copy();
    Audit audit = audit();
    Set<Set<String>> found =
        audit.findings(Kind.DUPLICATE).stream()
            .map(finding -> Set.copyOf(finding.files()))
            .collect(Collectors.toSet());
    assertEquals(copies, found);
    assertEquals(List.of(), audit.findings(Kind.LABEL));
  }

  /** One text under two labels: a copy, and a label that is wrong in one of the places. */
  @Test
  void aCopyUnderAnotherLabelIsNamedAsOne() {
    sound();
    String other = NOTES.classes().get((NOTES.label(5) + 2) % NOTES.classes().size());
    add(texts.get(5), topics.get(5), other);
    Finding found = audit().findings(Kind.DUPLICATE).get(0);
    assertEquals(Set.of("text 6", name()), Set.copyOf(found.files()));
    assertEquals(2, Set.copyOf(found.labels()).size());
  }

  @Test
  void aSoundSetHasNoFindings() {
    sound();
    assertEquals(List.of(), audit().findings());
  }
}
