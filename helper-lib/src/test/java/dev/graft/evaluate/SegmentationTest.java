package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentationTest {
  private static final List<String> CLASSES = List.of("sky", "road", "car");

  @Test
  void figuresAreThoseOfScikitLearn() throws IOException {
    JsonNode recorded =
        new ObjectMapper()
            .readTree(SegmentationTest.class.getResourceAsStream("/reference/segmentation.json"))
            .get("figures");
    PixelCounts counts = new PixelCounts(3);
    for (int i = 0; i < recorded.get("truth").size(); i++) {
      counts.add(recorded.get("truth").get(i).intValue(), recorded.get("given").get(i).intValue());
    }
    Segmentation result = Segmentation.of(CLASSES, 2, counts);
    for (int c = 0; c < 3; c++) {
      double iou = recorded.get("iou").get(c).doubleValue();
      assertEquals(iou, result.iou(CLASSES.get(c)), 1e-12);
      assertEquals(iou, result.report().doubleColumn("IoU").get(c), 1e-12);
    }
    assertEquals(recorded.get("mean iou").doubleValue(), result.meanIou(), 1e-12);
    assertEquals(recorded.get("accuracy").doubleValue(), result.pixelAccuracy(), 1e-12);
    assertEquals(
        "mean IoU 0.5333, pixel accuracy 0.7000 on 2 images of sky, road, car", result.toString());
  }

  /** A class that is neither there nor given has no figure, and counts in no mean. */
  @Test
  void aClassThatIsNowhereCountsNowhere() {
    PixelCounts counts = new PixelCounts(3);
    counts.add(0, 0);
    counts.add(0, 1);
    Segmentation result = Segmentation.of(CLASSES, 1, counts);
    assertEquals(Double.NaN, result.iou("car"));
    assertEquals(0.25, result.meanIou());
    assertEquals(0.5, result.report().doubleColumn("recall").get(0));
    assertEquals(2, result.report().doubleColumn("recall").countMissing());
    assertEquals(List.of("class", "sky", "road", "car"), result.confusion().columnNames());
    assertEquals(1L, result.confusion().longColumn("road").get(0));
    var e = assertThrows(IllegalArgumentException.class, () -> result.iou("tree"));
    assertEquals("no class \"tree\"; there are sky, road, car", e.getMessage());
  }

  @Test
  void countsAddUpAndComeBack() {
    PixelCounts one = new PixelCounts(2);
    one.add(1, 0);
    PixelCounts two = one.plus(one);
    assertEquals(2, two.count(1, 0));
    assertEquals(1, one.count(1, 0));
    assertEquals(2, PixelCounts.of(2, two.state()).pixels(1));
    assertEquals(Double.NaN, new PixelCounts(2).meanIou());
    assertEquals(Double.NaN, new PixelCounts(2).accuracy());
  }
}
