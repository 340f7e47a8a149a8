package dev.graft.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.Backbone;
import dev.graft.Decoder;
import dev.graft.Head;
import dev.graft.Reviews;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.Numbers;
import dev.graft.data.Samples;
import dev.graft.data.TextSet;
import dev.graft.evaluate.Estimate;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of head answers over HTTP and in a table. */
class SaidTest {
  private static final ImageSet PHOTOS = Samples.garden(2, 1).train();
  private static final Numbers WEIGHTS =
      new Numbers(List.of("grams", "legs"), new float[][] {{1, 6}, {3, 8}});

  @TempDir private Path folder;

  private static TransferModel model(Head head) {
    TransferModel model = Backbone.MOBILENET_V1_025.size(64).untrained(3);
    Transfer.replaceHead(model, head);
    return model;
  }

  private static void assertRows(List<Said> all, int width) {
    assertEquals(PHOTOS.size(), all.size());
    for (int i = 0; i < all.size(); i++) {
      assertEquals(PHOTOS.id(i), all.get(i).name());
      assertEquals(width, all.get(i).columns(2).size());
      assertEquals(width, all.get(i).cells(2).size());
    }
  }

  @Test
  void everyHeadHasARow() {
    for (Head.Output output : Head.Output.values()) {
      assertNotNull(SaidKind.of(output), output.name());
    }
  }

  @Test
  void classes() {
    try (TransferModel model = model(Head.classifier(PHOTOS.classes()))) {
      List<Said> all = SaidKind.ask(model, PHOTOS);
      assertRows(all, 4);
      var expected = Transfer.predict(model, PHOTOS).get(1);
      assertEquals(expected.predicted(), all.get(1).json(1).get("label"));
      assertEquals(1, ((Map<?, ?>) all.get(1).json(1).get("top")).size());
    }
  }

  @Test
  void tags() throws IOException, InterruptedException {
    try (TransferModel model = model(Head.multiLabel(List.of("red", "round", "wet")))) {
      List<Said> all = SaidKind.ask(model, PHOTOS);
      assertRows(all, 4);
      var expected = Transfer.tag(model, PHOTOS).get(0);
      assertEquals(expected.tags(), all.get(0).json(2).get("tags"));
      assertEquals(2, ((Map<?, ?>) all.get(0).json(2).get("top")).size());
      model.save(folder.resolve("tags"));
    }
    try (Service service = Service.start(folder.resolve("tags"), 0)) {
      assertEquals("tags", asked(service, "/health", null, 200).get("answer").asText());
      JsonNode answer = asked(service, "/predict", png(PHOTOS.image(0)), 200);
      assertEquals(3, answer.get("top").size());
      assertTrue(answer.get("tags").isArray());
      assertEquals(
          "tags and numbers are not seen at a place in a photo",
          asked(service, "/look", png(PHOTOS.image(0)), 400).get("error").asText());
    }
  }

  @Test
  void numbers() {
    try (TransferModel model = model(Head.regressor(WEIGHTS))) {
      List<Said> all = SaidKind.ask(model, PHOTOS);
      assertRows(all, 2);
      var expected = Transfer.estimate(model, PHOTOS).get(2);
      Map<?, ?> values = (Map<?, ?>) all.get(2).json(1).get("values");
      assertEquals(expected.value("grams"), values.get("grams"));
      assertTrue(all.get(2).line(1).startsWith("grams "), all.get(2).line(1));
    }
  }

  @Test
  void tagsAndNumbersOfTexts() throws IOException, InterruptedException {
    TextSet texts = TextSet.unlabelled(List.of("pay at once", "nothing new"));
    try (TransferModel model = Reviews.reader()) {
      Transfer.replaceHead(model, Head.regressor(WEIGHTS));
      List<Said> numbers = SaidKind.ask(model, texts);
      assertEquals("nothing new", numbers.get(1).name());
      assertEquals(
          Map.of("values", values(Transfer.estimate(model, "nothing new"))),
          numbers.get(1).json(1));
      Transfer.replaceHead(model, Head.multiLabel(List.of("bill", "urgent")));
      assertEquals(
          Transfer.tag(model, "pay at once").tags(),
          SaidKind.ask(model, texts).get(0).json(2).get("tags"));
      model.save(folder.resolve("letters"));
    }
    try (Service service = Service.start(folder.resolve("letters"), 0)) {
      byte[] question = "{\"texts\": [\"pay at once\", \"nothing new\"]}".getBytes(UTF_8);
      JsonNode answers = asked(service, "/predict", "application/json", question, 200);
      assertEquals(2, answers.get("answers").get(1).get("top").size());
      assertTrue(answers.get("answers").get(0).get("tags").isArray());
    }
  }

  private static Map<String, Double> values(Estimate estimate) {
    return estimate.names().stream().collect(Collectors.toMap(name -> name, estimate::value));
  }

  @Test
  void masks() throws IOException {
    try (TransferModel model =
        model(Head.segmenter(List.of("leaf", "sky")).decoder(Decoder.LIGHT))) {
      List<Said> all = SaidKind.ask(model, PHOTOS);
      assertRows(all, 4);
      Map<String, Object> first = all.get(0).json(1);
      BufferedImage photo = PHOTOS.image(0);
      assertEquals(photo.getWidth(), first.get("width"));
      double sum =
          ((Map<?, ?>) first.get("shares"))
              .values().stream().mapToDouble(share -> (double) share).sum();
      assertEquals(1, sum, 1e-5);
      String colour = String.valueOf(((Map<?, ?>) first.get("colours")).get("sky"));
      assertTrue(colour.matches("#[0-9a-f]{6}"), colour);
      byte[] picture = all.get(0).picture(model, photo).orElseThrow();
      assertEquals(photo.getHeight(), ImageIO.read(new ByteArrayInputStream(picture)).getHeight());
    }
  }

  private static byte[] png(BufferedImage image) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static JsonNode asked(Service service, String path, byte[] body, int status)
      throws IOException, InterruptedException {
    return asked(service, path, "application/octet-stream", body, status);
  }

  private static JsonNode asked(Service service, String path, String type, byte[] body, int status)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(service.address() + path));
    request.header("Content-Type", type);
    if (body != null) {
      request.POST(BodyPublishers.ofByteArray(body));
    }
    var reply = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    assertEquals(status, reply.statusCode(), reply.body());
    return new ObjectMapper().readTree(reply.body());
  }
}
