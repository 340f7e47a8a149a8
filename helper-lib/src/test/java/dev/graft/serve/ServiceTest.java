package dev.graft.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.evaluate.Prediction;
import dev.graft.train.FineTune;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {
  private static final Backbone SMALL = Backbone.MOBILENET_V1_025.size(32);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Limits FEW =
      new Limits(4, 300_000, 1_000_000, 1_000_000, Duration.ofSeconds(20));

  private static final List<String> INSECTS = Samples.garden(2, 1).classes();
  private static final List<String> MORE =
      Stream.concat(INSECTS.stream(), Stream.of("moth")).toList();

  @TempDir static Path folder;
  private static Path model;
  private static Service service;
  private static byte[] photo;

  @BeforeAll
  static void start() {
    model = folder.resolve("model");
    save(model, INSECTS, 1);
    photo = png(Samples.garden(2, 1).train().image(0));
    service = Service.start(model, "127.0.0.1", 0, FEW);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static void save(Path to, List<String> classes, long seed) {
    ImageSet few = Samples.garden(3, seed).train();
    try (TransferModel its = SMALL.untrained(seed)) {
      Transfer.replaceHead(its, Head.classifier(classes));
      var seen = Transfer.augment(few.classes(classes), Augmentation.none());
      Transfer.fineTune(its, seen, few.classes(classes), FineTune.epochs(1));
      its.save(to);
    }
  }

  private static byte[] png(BufferedImage image) {
    try (var out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpRequest post(Service to, String path, String type, byte[] body) {
    return HttpRequest.newBuilder(URI.create(to.address() + path))
        .header("Content-Type", type)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private static HttpResponse<byte[]> sent(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(int status, HttpResponse<byte[]> reply) {
    String body = new String(reply.body(), StandardCharsets.UTF_8);
    assertEquals(status, reply.statusCode(), body);
    try {
      return new ObjectMapper().readTree(body);
    } catch (IOException e) {
      throw new AssertionError(body, e);
    }
  }

  private static JsonNode predicted(int status, String type, byte[] body) {
    return json(status, sent(post(service, "/predict", type, body)));
  }

  @Test
  void aPhotoIsAnsweredAsPredictAnswers() throws IOException {
    Prediction here;
    try (TransferModel its = TransferModel.load(model)) {
      here = Transfer.predict(its, photo);
    }
    JsonNode raw = predicted(200, "image/png", photo);
    assertEquals(here.predicted(), raw.get("label").asText());
    assertEquals(here.confidence(), raw.get("probability").asDouble(), 1e-5);
    assertEquals(INSECTS.size(), raw.get("top").size());
    byte[] base64 =
        new ObjectMapper()
            .writeValueAsBytes(Map.of("image", Base64.getEncoder().encodeToString(photo)));
    assertEquals(raw, predicted(200, "application/json; charset=utf-8", base64));
    HttpResponse<byte[]> one = sent(post(service, "/predict?top=1", "", photo));
    assertEquals(1, json(200, one).get("top").size());
    HttpResponse<byte[]> look = sent(post(service, "/look", "", photo));
    assertEquals(200, look.statusCode());
    assertEquals("image/png", look.headers().firstValue("Content-Type").orElseThrow());
    assertTrue(ImageIO.read(new ByteArrayInputStream(look.body())).getWidth() > 300);
  }

  private static void refused(int status, String says, String type, byte[] body) {
    String error = predicted(status, type, body).get("error").asText();
    assertTrue(error.startsWith(says), error);
  }

  @Test
  void whatCannotBeAnsweredIsRefusedInOneSentence() {
    String any = "application/octet-stream";
    refused(400, "the request is empty", any, new byte[0]);
    refused(400, "image is not readable: ", any, "no image".getBytes(StandardCharsets.UTF_8));
    refused(400, "image is not readable: ", any, Arrays.copyOf(photo, photo.length / 2));
    refused(400, "forms are not read", "multipart/form-data; boundary=x", photo);
    refused(413, "a request has at most 300000 bytes", any, new byte[300_001]);
    HttpRequest pieces = // of no length that is said before
        HttpRequest.newBuilder(service.address().resolve("/predict"))
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[300_001])))
            .build();
    json(413, sent(pieces));
    byte[] wide = png(new BufferedImage(1500, 1000, BufferedImage.TYPE_BYTE_GRAY));
    refused(413, "the photo is 1500 by 1000 pixels, at most 1000000", any, wide);
    for (String json : List.of("{", "[]", "{}", "{\"image\": \"*\"}", "{\"texts\": []}")) {
      predicted(400, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }
    refused(400, "this model sees photos", "text/plain", "a text".getBytes(StandardCharsets.UTF_8));
    HttpRequest wrong = HttpRequest.newBuilder(service.address().resolve("/predict")).build();
    json(405, sent(wrong));
    json(404, sent(post(service, "/../../etc/passwd", any, photo)));
  }

  @Test
  void tellsHowItIsAndShowsAPage() {
    JsonNode health = json(200, got("/health"));
    assertEquals("ant", health.get("classes").get(0).asText());
    assertEquals(INSECTS.size(), health.get("classes").size());
    assertEquals("photo", health.get("input").asText());
    assertEquals("3.0.3", json(200, got("/openapi.json")).get("openapi").asText());
    String page = new String(got("/").body(), StandardCharsets.UTF_8);
    assertTrue(page.contains("page.js"), page);
    predicted(200, "", photo);
    String figures = new String(got("/metrics").body(), StandardCharsets.UTF_8);
    assertTrue(figures.contains("graft_requests_total{path=\"/predict\",code=\"200\"} "), figures);
    assertTrue(figures.contains("# TYPE graft_request_seconds histogram\n"), figures);
  }

  private static HttpResponse<byte[]> got(String path) {
    return sent(HttpRequest.newBuilder(URI.create(service.address() + path)).build());
  }

  @Test
  void moreThanIsTakenOnAtATimeIsRefusedAtOnce() {
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 40)
            .mapToObj(i -> post(service, "/predict", "", photo))
            .map(one -> CLIENT.sendAsync(one, BodyHandlers.ofByteArray()))
            .map(reply -> reply.thenApply(HttpResponse::statusCode))
            .toList();
    List<Integer> codes = all.stream().map(CompletableFuture::join).distinct().sorted().toList();
    assertTrue(List.of(List.of(200), List.of(200, 503)).contains(codes), codes + "");
    predicted(200, "", photo);
  }

  @Test
  void aNewModelTakesTheOldOnesPlaceAndNoRequestIsLost() throws IOException {
    Path changing = folder.resolve("changing");
    save(changing, INSECTS, 1);
    try (Service its = Service.start(changing, 0)) {
      var loop =
          CompletableFuture.supplyAsync(
              () -> {
                int codes = 0;
                for (int i = 0; i < 60; i++) {
                  codes |= sent(post(its, "/predict", "", photo)).statusCode() ^ 200;
                }
                return codes;
              });
      save(changing, MORE, 2);
      assertEquals(0, loop.join());
      JsonNode now = awaited(its, "moth");
      assertTrue(now.get("top").has("moth"), now + "");
      Files.writeString(changing.resolve("model.json"), "{\"format\": \"no\"}");
      for (int i = 0; i < 5; i++) {
        json(200, sent(post(its, "/predict", "", photo)));
      }
    }
  }

  private static JsonNode awaited(Service its, String name) {
    JsonNode now = json(200, sent(post(its, "/predict", "", photo)));
    for (int i = 0; i < 100 && !now.get("top").has(name); i++) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      now = json(200, sent(post(its, "/predict", "", photo)));
    }
    return now;
  }

  @Test
  void aBrokenPhotoAmongOthersHarmsNoneOfThem() {
    byte[] broken = Arrays.copyOf(photo, photo.length / 2);
    JsonNode alone = predicted(200, "", photo);
    List<CompletableFuture<HttpResponse<byte[]>>> all =
        IntStream.range(0, 4) // as many as are taken on at a time
            .mapToObj(i -> post(service, "/predict", "", i == 2 ? broken : photo))
            .map(one -> CLIENT.sendAsync(one, BodyHandlers.ofByteArray()))
            .toList();
    for (int i = 0; i < all.size(); i++) {
      JsonNode its = json(i == 2 ? 400 : 200, all.get(i).join());
      assertTrue(i == 2 ? its.has("error") : its.equals(alone), its + "");
    }
  }

  @Test
  void beginsWithAModelOrNotAtAll() {
    Path none = folder.resolve("none");
    var error = assertThrows(IllegalArgumentException.class, () -> Service.start(none, 0));
    assertTrue(error.getMessage().startsWith("no model in "), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Service.start(model, 70_000));
    int taken = service.address().getPort();
    assertThrows(UncheckedIOException.class, () -> Service.start(model, taken));
  }
}
