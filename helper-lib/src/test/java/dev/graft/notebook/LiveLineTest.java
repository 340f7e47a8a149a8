package dev.graft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a line of progress leaves in a page: never an empty block. */
class LiveLineTest {
  private final List<String> shown = new ArrayList<>();
  private long now;
  private final LiveLine line =
      new LiveLine(
          new LiveLine.Output() {
            @Override
            public String show(Bundle line) {
              shown.add(line.data().get("text/plain").toString());
              return "id";
            }

            @Override
            public void replace(String id, Bundle line) {
              shown.set(0, id + " " + line.data().get("text/plain"));
            }
          },
          () -> now);

  private void after(int milliseconds) {
    now += milliseconds * 1_000_000L;
  }

  @Test
  void whatIsDoneAtOnceLeavesNothing() {
    after(250);
    line.update("predicting  12/12");
    line.end("predicting  12/12  0.3 s");
    assertEquals(List.of(), shown);
  }

  @Test
  void whatTakesLongSaysWhatWasDone() {
    after(300);
    line.update("predicting  1/12");
    assertEquals(List.of("predicting  1/12"), shown);
    line.end("predicting  12/12  0.9 s");
    assertEquals(List.of("id predicting  12/12  0.9 s"), shown);
  }

  @Test
  void aLineThatIsKeptStaysHoweverShortTheWork() {
    line.update("fine-tuning  1/12");
    line.finish("1 epoch");
    assertEquals(List.of("1 epoch"), shown);
  }
}
