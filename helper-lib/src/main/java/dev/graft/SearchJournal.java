package dev.graft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.data.ImageKey;
import dev.graft.data.ImageSet;
import dev.graft.data.TrainingSet;
import dev.graft.graph.Graph;
import dev.graft.weights.AtomicFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A file of the finished trials, a line of JSON each; the first line says of which search. A last
 * line without its end was cut off when the process died, and is dropped.
 */
final class SearchJournal {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, JsonNode> trials = new HashMap<>();

  private SearchJournal(Path file) {
    this.file = file;
  }

  static SearchJournal open(
      Path file, Search search, TransferModel model, TrainingSet training, ImageSet validation) {
    var journal = new SearchJournal(file);
    Map<String, String> identity = identity(search, model, training, validation);
    try {
      journal.open(identity);
    } catch (IOException e) {
      throw new UncheckedIOException("journal is not readable: " + file, e);
    }
    return journal;
  }

  private void open(Map<String, String> identity) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    String text = Files.exists(file) ? Files.readString(file) : "";
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    if (whole.length() < text.length()) {
      AtomicFile.write(file, out -> out.write(whole.getBytes(StandardCharsets.UTF_8)));
    }
    if (whole.isEmpty()) {
      ObjectNode first = JSON.createObjectNode();
      identity.forEach(first::put);
      append(first);
      return;
    }
    String[] lines = whole.split("\n");
    requireSame(line(lines, 0), identity);
    for (int i = 1; i < lines.length; i++) {
      JsonNode trial = line(lines, i);
      trials.put(key(trial.path("trial").asInt(), trial.path("epochs").asInt()), trial);
    }
  }

  private JsonNode line(String[] lines, int index) {
    try {
      return JSON.readTree(lines[index]);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "line %d of journal %s is damaged; delete the line, or the file to begin again"
              .formatted(index + 1, file),
          e);
    }
  }

  private void requireSame(JsonNode first, Map<String, String> identity) {
    identity.forEach(
        (what, now) -> {
          String then = first.path(what).asText();
          if (!then.equals(now)) {
            throw new IllegalArgumentException(
                "journal %s is of another search: its %s was %s, now it is %s; choose a new file"
                    .formatted(file, what, then, now));
          }
        });
  }

  /** Finds how a trial ended, if it is here. */
  Optional<Trial> find(Trial trial) {
    return Optional.ofNullable(trials.get(key(trial.number(), trial.fineTune().epochs())))
        .map(node -> trial.judged(number(node, "accuracy"), number(node, "loss")));
  }

  private static double number(JsonNode node, String name) {
    return node.path(name).asDouble(Double.NaN);
  }

  private static String key(int number, int epochs) {
    return number + " " + epochs;
  }

  /** Keeps a finished trial. */
  void add(Trial trial) {
    ObjectNode node = JSON.createObjectNode();
    node.put("trial", trial.number()).put("epochs", trial.fineTune().epochs());
    if (!Double.isNaN(trial.accuracy())) {
      node.put("accuracy", trial.accuracy()).put("loss", trial.loss());
    }
    node.put("backbone", trial.backbone().name()).put("blocks", trial.blocks());
    node.put("dropout", trial.dropout()).put("training", trial.fineTune().decisions());
    append(node);
  }

  private void append(ObjectNode line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    // not a channel, which an interrupt closes: the trial is finished and shall be kept
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(bytes);
      out.getFD().sync();
    } catch (IOException e) {
      throw new UncheckedIOException("journal is not written: " + file, e);
    }
  }

  private static Map<String, String> identity(
      Search search, TransferModel model, TrainingSet training, ImageSet validation) {
    ModelState state = model.state();
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("search", search.decisions());
    identity.put("engine", model.engine());
    identity.put("head", state.head().map(Head::toString).orElse("none"));
    identity.put("backbone", state.backbone() + " " + digest(bodyOf(state)));
    identity.put("training", images(training.images()) + " " + training.augmentation());
    identity.put("views", training.views() + " of seed " + training.seed());
    identity.put("validation", images(validation));
    return identity;
  }

  /** What the head learned is no part of a search: each trial begins with a fresh one. */
  private static String bodyOf(ModelState state) {
    Graph body = state.backbone().body();
    return body.nodes() + state.weights().select(body).sha256();
  }

  private static String images(ImageSet images) {
    String[] each =
        IntStream.range(0, images.size())
            .mapToObj(i -> images.label(i) + " " + images.id(i) + " " + images.key(i))
            .toArray(String[]::new);
    return images.size() + " images " + digest(each);
  }

  private static String digest(String... parts) {
    return String.format("%016x", ImageKey.of(parts).a());
  }
}
