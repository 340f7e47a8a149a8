package dev.graft.bench.worker;

import java.io.IOException;
import java.util.Map;

/** A worker for tests. */
public final class EchoWorker {
  private EchoWorker() {}

  public static void main(String[] arguments) throws IOException {
    new Service()
        .on(
            "count",
            q -> Map.of("images", q.get("images").asInt(), "seconds", q.get("seconds").asInt()))
        .on(
            "missing",
            q -> {
              throw new Service.AbsentException("not here");
            })
        .on(
            "broken",
            q -> {
              throw new IllegalStateException("broken");
            })
        .on(
            "chatter",
            q -> {
              System.out.println("loading …");
              return Map.of("value", 7);
            })
        .on(
            "die",
            q -> {
              Runtime.getRuntime().halt(3);
              return Map.of();
            })
        .serve();
  }
}
