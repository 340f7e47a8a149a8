package dev.graft.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.graft.pixels.ImageFile;
import dev.graft.serve.Question.Answered;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** From the bytes of a request to its answer, within the limits of what is taken on at a time. */
final class Answers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_TOP = 1000;

  private final Limits limits;
  private final Served served;
  private final Batcher<Question, Answered> batcher;
  private final Semaphore requests;
  private final Semaphore kilopixels;
  private final Semaphore looks = new Semaphore(1);

  Answers(Limits limits, Served served, Batcher<Question, Answered> batcher) {
    this.limits = limits;
    this.served = served;
    this.batcher = batcher;
    this.requests = new Semaphore(limits.requests());
    this.kilopixels = new Semaphore(kilo(limits.allPixels()));
  }

  /** Answers {@code POST /predict}. */
  byte[] predicted(HttpExchange exchange) throws IOException {
    int top = top(exchange.getRequestURI().getQuery());
    return within(
        requests,
        () -> {
          Body body = Body.of(exchange, limits);
          if (served.texts()) {
            return texts(body, top);
          }
          Answered answered = photo(body, false);
          return json(answered.said().json(top));
        });
  }

  /** Answers {@code POST /look} with a PNG. */
  byte[] looked(HttpExchange exchange) throws IOException {
    if (served.texts()) {
      throw new Refusal(Refusal.BAD, "this model reads texts, and looks at nothing");
    }
    return within(requests, () -> within(looks, () -> picture(Body.of(exchange, limits))));
  }

  private byte[] picture(Body body) throws IOException {
    return photo(body, true)
        .picture()
        .orElseThrow(
            () -> new Refusal(Refusal.BAD, "tags and numbers are not seen at a place in a photo"));
  }

  private byte[] texts(Body body, int top) throws IOException {
    if (body.texts().isEmpty()) {
      throw new Refusal(Refusal.BAD, "this model reads texts: send JSON such as {\"text\": \"…\"}");
    }
    List<Map<String, Object>> answers =
        body.texts().stream().map(text -> asked(Question.text(text)).said().json(top)).toList();
    return json(body.one() ? answers.get(0) : Map.of("answers", answers));
  }

  private Answered photo(Body body, boolean look) throws IOException {
    if (body.photo().length == 0) {
      throw new Refusal(
          Refusal.BAD,
          "this model sees photos: send one, or JSON with its bytes as base64 in image");
    }
    Dimension size = readable(() -> ImageFile.size(body.photo()));
    long pixels = (long) size.width * size.height;
    if (pixels > limits.pixels()) {
      throw new Refusal(
          Refusal.TOO_LARGE,
          "the photo is "
              + size.width
              + " by "
              + size.height
              + " pixels, at most "
              + limits.pixels()
              + " are taken");
    }
    int permits = kilo(pixels);
    if (!acquired(kilopixels, permits)) {
      throw new Refusal(Refusal.BUSY, "too many large photos at a time; try again");
    }
    try {
      return asked(readable(() -> Question.photo(body.photo(), look)));
    } finally {
      kilopixels.release(permits);
    }
  }

  private Answered asked(Question question) {
    try {
      return batcher.ask(question, limits.longest());
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.BAD, e.getMessage());
    }
  }

  private interface Read<T> {
    T read() throws IOException;
  }

  private static <T> T readable(Read<T> read) {
    try {
      return read.read();
    } catch (IOException e) {
      throw new Refusal(Refusal.BAD, "image is not readable: " + e.getMessage());
    }
  }

  private static <T> T within(Semaphore permits, Read<T> work) throws IOException {
    if (!permits.tryAcquire()) {
      throw new Refusal(Refusal.BUSY, "too many requests at a time; try again");
    }
    try {
      return work.read();
    } finally {
      permits.release();
    }
  }

  private boolean acquired(Semaphore permits, int count) {
    try {
      return permits.tryAcquire(count, limits.longest().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int kilo(long pixels) {
    return (int) Math.max(1, pixels / 1000);
  }

  private int top(String query) {
    if (query == null || !query.matches("top=[0-9]{1,4}")) {
      return Math.min(MOST_TOP, served.classes().size());
    }
    return Math.max(1, Integer.parseInt(query.substring("top=".length())));
  }

  byte[] health(boolean stops) throws IOException {
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("status", stops ? "stopping" : "ok");
    health.put("input", served.texts() ? "text" : "photo");
    health.put("answer", served.answer());
    health.put("classes", served.classes());
    return json(health);
  }

  static byte[] json(Object value) {
    try {
      return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
