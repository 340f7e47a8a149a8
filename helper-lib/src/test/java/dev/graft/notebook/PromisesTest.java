package dev.graft.notebook;

import static dev.graft.notebook.Promises.atLeast;
import static dev.graft.notebook.Promises.atMost;
import static dev.graft.notebook.Promises.between;
import static dev.graft.notebook.Promises.greaterThan;
import static dev.graft.notebook.Promises.is;
import static dev.graft.notebook.Promises.lessThan;
import static dev.graft.notebook.Promises.promise;
import static dev.graft.notebook.Promises.promises;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.data.Samples;
import dev.graft.engine.Engines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromisesTest {

  @Test
  void conditionsHoldAtTheirBounds() {
    assertTrue(promise("p", 0.9, atLeast(0.9)).held());
    assertFalse(promise("p", 0.89, atLeast(0.9)).held());
    assertTrue(promise("p", 3, atMost(3)).held());
    assertFalse(promise("p", 4, atMost(3)).held());
    assertTrue(promise("p", 2L, between(1, 2)).held());
    assertFalse(promise("p", 2.1f, between(1, 2)).held());
    assertFalse(promise("p", 1, greaterThan(1)).held());
    assertTrue(promise("p", 1.1, greaterThan(1)).held());
    assertFalse(promise("p", 1, lessThan(1)).held());
    assertTrue(promise("p", 0.5, lessThan(1)).held());
  }

  @Test
  void smallNumbersAreReadWithAFewDigits() {
    var promised = promise("gap", 3.199170846775827E-4, atMost(1e-12));
    assertEquals("gap is 3.2e-4, promised ≤ 1e-12", promised.toString());
  }

  @Test
  void numbersAreEqualAsNumbers() {
    assertTrue(promise("p", 1280L, is(1280)).held());
    assertTrue(promise("p", "a", is("a")).held());
    assertFalse(promise("p", "1280", is(1280)).held());
  }

  @Test
  void notANumberHoldsNothing() {
    assertFalse(promise("p", Double.NaN, between(-1e300, 1e300)).held());
    assertFalse(promise("p", "0.95", atLeast(0.9)).held());
  }

  @Test
  void jsonHoldsNameValueHeldAndExpected() throws Exception {
    Bundle bundle =
        Promises.bundle(
            List.of(
                promise("accuracy", 0.954, atLeast(0.9)),
                promise("same", true, is(false)),
                promise("loss", Double.NaN, lessThan(1))));
    assertEquals(
        "{\"engine\":\""
            + Engines.choose()
            + "\",\"data\":\""
            + Samples.preferred()
            + "\",\"promises\":"
            + "[{\"name\":\"accuracy\",\"value\":0.954,\"held\":true,\"expected\":\"≥ 0.9000\"},"
            + "{\"name\":\"same\",\"value\":true,\"held\":false,\"expected\":\"false\"},"
            + "{\"name\":\"loss\",\"value\":\"NaN\",\"held\":false,\"expected\":\"< 1\"}]}",
        new ObjectMapper()
            .writeValueAsString(bundle.data().get("application/vnd.graft.promises+json")));
  }

  @Test
  void tableMarksWhatIsBroken() {
    Bundle bundle = Promises.bundle(List.of(promise("a <b>", 1, is(1)), promise("c", 1, is(2))));
    String html = (String) bundle.data().get("text/html");
    assertTrue(html.contains("a &lt;b&gt;"));
    assertTrue(html.contains("✓") && html.contains("✗"));
    assertEquals("✓ a <b> is 1, promised 1\n✗ c is 1, promised 2", bundle.data().get("text/plain"));
  }

  @Test
  void brokenPromisesArePrintedThenThrown() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      var error =
          assertThrows(
              IllegalStateException.class,
              () ->
                  promises(
                      promise("accuracy", 0.85, atLeast(0.9)),
                      promise("width", 1280, is(1280)),
                      promise("classes", 3, between(1, 2))));
      assertEquals(
          "2 of 3 promises broken: accuracy is 0.8500, promised ≥ 0.9000; "
              + "classes is 3, promised 1 … 2",
          error.getMessage());
    } finally {
      System.setOut(before);
    }
    assertEquals(3, printed.toString(StandardCharsets.UTF_8).lines().count());
  }
}
