package dev.graft.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Will Glozer's load generator (Debian's package {@code wrk}): a process that sends, and its
 * report.
 */
final class Wrk {
  private static final String LINE = "(?m)^ *%s:? +(\\S.*)$";

  private final Process process;

  private Wrk(Process process) {
    this.process = process;
  }

  /**
   * What it measured.
   *
   * @param requests answered, whatever the answer
   * @param perSecond of them
   * @param p50 median of latency in milliseconds
   * @param p99 in milliseconds
   * @param broken connections, reads, writes and timeouts that failed
   */
  record Report(long requests, double perSecond, double p50, double p99, long broken) {
    static Report of(String text) {
      long broken =
          value(text, "Socket errors")
              .map(
                  errors ->
                      Pattern.compile("\\d+")
                          .matcher(errors)
                          .results()
                          .mapToLong(each -> Long.parseLong(each.group()))
                          .sum())
              .orElse(0L);
      Matcher requests = Pattern.compile("(\\d+) requests in").matcher(text);
      return new Report(
          requests.find() ? Long.parseLong(requests.group(1)) : 0,
          Double.parseDouble(value(text, "Requests/sec").orElse("0")),
          milliseconds(value(text, "50%").orElse("0ms")),
          milliseconds(value(text, "99%").orElse("0ms")),
          broken);
    }

    private static Optional<String> value(String text, String what) {
      Matcher found = Pattern.compile(LINE.formatted(what)).matcher(text);
      return found.find() ? Optional.of(found.group(1).strip()) : Optional.empty();
    }

    private static double milliseconds(String text) {
      Matcher found = Pattern.compile("([\\d.]+)(us|ms|s|m)").matcher(text);
      if (!found.matches()) {
        throw new IllegalArgumentException("wrk reports a latency of " + text);
      }
      double number = Double.parseDouble(found.group(1));
      return switch (found.group(2)) {
        case "us" -> number / 1e3;
        case "ms" -> number;
        case "s" -> number * 1e3;
        default -> number * 60e3;
      };
    }
  }

  /** Tells whether the program is there. */
  static boolean isThere() {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "wrk")));
  }

  /** Starts to send what a folder holds. */
  static Wrk start(Path requests, URI to, int connections, int seconds) {
    try (InputStream script = Wrk.class.getResourceAsStream("load.lua")) {
      Path copy = requests.resolve("load.lua");
      Files.copy(script, copy, StandardCopyOption.REPLACE_EXISTING);
      List<String> command =
          List.of(
              "wrk",
              "--latency",
              "-t1",
              "-c" + connections,
              "-d" + seconds + "s",
              "--timeout",
              "60s",
              "-s",
              copy.toString(),
              to.toString(),
              "--",
              requests.toString());
      return new Wrk(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException("wrk cannot be started", e);
    }
  }

  boolean runs() {
    return process.isAlive();
  }

  /** Waits for its end. */
  Report report() {
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      System.err.println(text.strip().indent(4));
      return Report.of(text);
    } catch (IOException e) {
      throw new UncheckedIOException("wrk says nothing", e);
    }
  }
}
