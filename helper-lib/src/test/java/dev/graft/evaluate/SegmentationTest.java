package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

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
    Segmentation result = Segmentation.of(CLASSES, parts(counts, new PixelCounts(3)));
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

  private static MaskCounts parts(PixelCounts... images) {
    MaskCounts counts = new MaskCounts(3, images.length);
    for (int i = 0; i < images.length; i++) {
      counts.add(i, images[i]);
    }
    return counts;
  }

  /** Whole photos are drawn: of two, one right and one wrong, any share from 0 to 1 may come. */
  @Test
  void intervalsDrawPhotosAndNotPixels() {
    PixelCounts right = new PixelCounts(3);
    PixelCounts wrong = new PixelCounts(3);
    for (int pixel = 0; pixel < 1000; pixel++) {
      right.add(0, 0);
      wrong.add(0, 1);
    }
    Table bounds = Segmentation.of(CLASSES, parts(right, wrong)).intervals();
    assertEquals(
        List.of("mean IoU", "pixel accuracy", "IoU of sky", "IoU of road", "IoU of car"),
        bounds.stringColumn("figure").asList());
    assertEquals(0.5, bounds.doubleColumn("value").get(1));
    assertEquals(0, bounds.doubleColumn("low").get(1));
    assertEquals(1, bounds.doubleColumn("high").get(1));
    assertEquals(0.25, bounds.doubleColumn("value").get(0));
    assertEquals(1, bounds.doubleColumn("high").get(0));
    assertEquals(1, bounds.doubleColumn("low").countMissing());
    Table same = Segmentation.of(CLASSES, parts(right, right)).intervals();
    assertEquals(1, same.doubleColumn("low").get(1));
  }

  /** A class that is neither there nor given has no figure, and counts in no mean. */
  @Test
  void aClassThatIsNowhereCountsNowhere() {
    PixelCounts counts = new PixelCounts(3);
    counts.add(0, 0);
    counts.add(0, 1);
    Segmentation result = Segmentation.of(CLASSES, parts(counts));
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
