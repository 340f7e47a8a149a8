package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.evaluate.Prediction;
import dev.graft.serve.Said;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerWriterTest {
  private static String written(AnswerWriter.Form form, int top, String input) {
    Prediction prediction =
        Prediction.of(List.of("a, b", "c"), List.of(input), new float[][] {{0, 1}}).get(0);
    var bytes = new ByteArrayOutputStream();
    var writer = new AnswerWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8), form, top);
    writer.write(Answer.refused("w", "no w"));
    writer.write(Answer.of(input, Said.of(prediction)));
    writer.write(Answer.refused("x", "no \"x\""));
    writer.end();
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @Test
  void aTableQuotesWhatItMust() {
    assertEquals(
        """
        input,label,probability,label_2,probability_2,error
        w,,,,,no w
        "a,1",c,0.731059,"a, b",0.268941,
        x,,,,,"no ""x""\"
        """,
        written(AnswerWriter.Form.CSV, 2, "a,1"));
  }

  @Test
  void aTableOfNothingButRefusalsIsOne() {
    var bytes = new ByteArrayOutputStream();
    var writer = new AnswerWriter(new PrintStream(bytes), AnswerWriter.Form.CSV, 1);
    writer.write(Answer.refused("w", "no w"));
    writer.end();
    String text = bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    assertEquals("input,label,probability,error\nw,,,no w\n", text);
  }

  @Test
  void aNameBecomesNoFormula() {
    assertEquals(
        "'=cmd(),c,0.731059,",
        written(AnswerWriter.Form.CSV, 1, "=cmd()").lines().skip(2).findFirst().orElseThrow());
  }

  @Test
  void anObjectALine() {
    assertEquals(
        """
        {"input":"w","error":"no w"}
        {"input":"é","label":"c","probability":0.731059,"top":{"c":0.731059,"a, b":0.268941}}
        {"input":"x","error":"no \\"x\\""}
        """,
        written(AnswerWriter.Form.JSON, 2, "é"));
  }

  @Test
  void forPeople() {
    assertEquals("p.jpg\tc 73.1 %\n", written(AnswerWriter.Form.TEXT, 1, "p.jpg"));
  }
}
