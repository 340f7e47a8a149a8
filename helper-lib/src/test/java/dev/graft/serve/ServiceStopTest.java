package dev.graft.serve;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceStopTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path folder;

  private Path saved() {
    Path to = folder.resolve("model");
    try (TransferModel its = Backbone.MOBILENET_V1_025.size(32).untrained(1)) {
      Transfer.replaceHead(its, Head.classifier(List.of("ant", "bee")));
      its.save(to);
    }
    return to;
  }

  private static HttpRequest question(Service to) throws IOException {
    try (var out = new ByteArrayOutputStream()) {
      ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", out);
      return HttpRequest.newBuilder(to.address().resolve("/predict"))
          .POST(BodyPublishers.ofByteArray(out.toByteArray()))
          .build();
    }
  }

  @Test
  void whatHasArrivedIsAnsweredBeforeItEndsAndNoThreadIsLeft()
      throws IOException, InterruptedException {
    Set<Thread> before = threads();
    Service its = Service.start(saved(), 0);
    HttpRequest question = question(its);
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 24)
            .mapToObj(i -> CLIENT.sendAsync(question, BodyHandlers.discarding()))
            .map(reply -> reply.thenApply(HttpResponse::statusCode))
            .toList();
    CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new)).join();
    Set<Thread> left = threads();
    left.removeAll(before);
    assertFalse(left.isEmpty(), "its threads have other names");
    its.close();
    for (CompletableFuture<Integer> one : all) {
      int code = one.exceptionally(connectionRefused -> Refusal.BUSY).join();
      assertTrue(code == 200 || code == Refusal.BUSY, code + "");
    }
    for (Thread thread : left) {
      thread.join(5000);
      assertFalse(thread.isAlive(), thread.getName());
    }
    assertThrows(ConnectException.class, () -> CLIENT.send(question, BodyHandlers.discarding()));
  }

  /** Those of services, not of clients. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(its -> its.getName().matches("graft-.*|HTTP-Dispatcher|server-timer.*"))
        .collect(Collectors.toSet());
  }
}
