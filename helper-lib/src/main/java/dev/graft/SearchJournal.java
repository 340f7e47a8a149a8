package dev.graft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.data.Classes;
import dev.graft.data.ContentKey;
import dev.graft.data.Dataset;
import dev.graft.data.Epochs;
import dev.graft.graph.Graph;
import dev.graft.weights.AtomicFile;
import dev.graft.weights.BoundedFile;
import dev.graft.weights.BoundedJson;
import dev.graft.weights.Destination;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import dev.graft.weights.Uninterrupted;
import dev.graft.weights.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A file of the finished trials, a line of JSON each; the first line says of which search. A last
 * line without its end was cut off when the process died, and is dropped.
 */
final class SearchJournal {
  /** Bytes: some ten thousand trials. */
  private static final int LONGEST = 16 << 20;

  private static final int LONGEST_SAID = 2000;
  private static final String SCORE = "score";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, Ending> trials = new HashMap<>();

  /** What became of a trial; no numbers where its loss was none. */
  private record Ending(double score, double loss) {}

  private SearchJournal(Path file) {
    this.file = file;
  }

  static SearchJournal open(
      Path file, Search search, TransferModel model, Epochs training, Dataset validation) {
    return open(file, identity(search, model, training, validation));
  }

  /** Reads a file, or begins it, for the search that the identity names. */
  static SearchJournal open(Path file, Map<String, String> identity) {
    var journal = new SearchJournal(file);
    try {
      journal.open(identity);
    } catch (IOException e) {
      throw new UncheckedIOException("journal is not readable: " + file, e);
    }
    return journal;
  }

  private void open(Map<String, String> identity) throws IOException {
    Destination.file(file);
    String text = Files.exists(file) ? text() : "";
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
      remember(lines, i);
    }
  }

  private String text() throws IOException {
    ByteBuffer bytes = BoundedFile.read(file, LONGEST);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "journal %s is not UTF-8; delete it to begin again".formatted(file), e);
    }
  }

  private void remember(String[] lines, int index) {
    Fields trial = line(lines, index);
    try {
      int number = trial.whole("trial", 1, Integer.MAX_VALUE);
      int epochs = trial.whole("epochs", 1, Integer.MAX_VALUE);
      double score = number(trial, trial.has(SCORE) ? SCORE : "accuracy"); // as it was named before
      if (score > 1) {
        throw new IllegalArgumentException("score is " + score + ", must be at most 1");
      }
      trials.put(key(number, epochs), new Ending(score, number(trial, "loss")));
    } catch (IllegalArgumentException e) {
      throw damaged(index, e);
    }
  }

  private Fields line(String[] lines, int index) {
    try {
      return new Fields(BoundedJson.object("line", lines[index]));
    } catch (WeightsException e) {
      throw damaged(index, e);
    }
  }

  private IllegalArgumentException damaged(int index, Exception cause) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "line %d of journal %s is damaged; delete the line, or the file to begin again",
            index + 1,
            file),
        cause);
  }

  private void requireSame(Fields first, Map<String, String> identity) {
    identity.forEach(
        (what, now) -> {
          String then = first.json().path(what).asText();
          if (!then.equals(now)) {
            throw new IllegalArgumentException(
                "journal %s is of another search: its %s was %s, now it is %s; choose a new file"
                    .formatted(file, what, Excerpt.of(then, LONGEST_SAID), now));
          }
        });
  }

  /** Finds how a trial ended, if it is here. */
  Optional<Trial> find(Trial trial) {
    return Optional.ofNullable(trials.get(key(trial.number(), trial.fineTune().epochs())))
        .map(ending -> trial.judged(ending.score(), ending.loss()));
  }

  /** No number where none is said; what is said and is none is written as text. */
  private static double number(Fields trial, String name) {
    JsonNode node = trial.json().path(name);
    return node.isMissingNode() ? Double.NaN : Fields.real(node);
  }

  private static String key(int number, int epochs) {
    return number + " " + epochs;
  }

  /** Keeps a finished trial. */
  void add(Trial trial) {
    ObjectNode node = JSON.createObjectNode();
    node.put("trial", trial.number()).put("epochs", trial.fineTune().epochs());
    if (!Double.isNaN(trial.score())) {
      node.put(SCORE, trial.score());
    }
    if (!Double.isNaN(trial.loss())) {
      node.put("loss", trial.loss());
    }
    node.put("backbone", trial.backbone().name()).put("blocks", trial.blocks());
    node.put("dropout", trial.dropout()).put("training", trial.fineTune().decisions());
    append(node);
  }

  private void append(ObjectNode line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      long end = Files.exists(file) ? Files.size(file) : 0;
      // the trial is finished and shall be kept, though its thread was interrupted
      Uninterrupted.run(() -> write(ByteBuffer.wrap(bytes), end));
    } catch (IOException e) {
      throw new UncheckedIOException("journal is not written: " + file, e);
    }
  }

  /** Writes again, at the same place, what an interrupt cut off. */
  private Path write(ByteBuffer bytes, long end) throws IOException {
    try (var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long at = end; bytes.hasRemaining(); at = end + bytes.position()) {
        out.write(bytes, at);
      }
      out.force(true);
      return file;
    }
  }

  private static Map<String, String> identity(
      Search search, TransferModel model, Epochs training, Dataset validation) {
    ModelState state = model.state();
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("search", search.decisions());
    identity.put("engine", model.engine());
    identity.put("head", state.head().map(Head::toString).orElse("none"));
    identity.put("backbone", state.backbone() + " " + digest(bodyOf(state)));
    identity.put("training", inputs(training.dataset()) + " " + training.variation());
    identity.put("views", training.views() + " of seed " + training.seed());
    identity.put("validation", inputs(validation));
    String judge = Trial.judge(state.head().orElseGet(() -> HeadFit.fresh(training.dataset())));
    if (!judge.equals("accuracy")) { // before, all other answers were judged by their loss
      identity.put("judge", judge);
    }
    return identity;
  }

  /** What the head learned is no part of a search: each trial begins with a fresh one. */
  private static String bodyOf(ModelState state) {
    Graph body = state.backbone().body();
    return body.nodes() + state.weights().select(body).sha256();
  }

  private static String inputs(Dataset images) {
    String[] each =
        IntStream.range(0, images.size())
            // the optional is of version 0.1, whose journals are known by this text
            .mapToObj(
                i -> answer(images, i) + " " + images.id(i) + " " + Optional.of(images.key(i)))
            .toArray(String[]::new);
    return images.size() + " " + images.noun() + " " + digest(each);
  }

  private static String answer(Dataset images, int index) {
    return images.answers() instanceof Classes
        ? Integer.toString(images.label(index))
        : images.answers().text(index);
  }

  private static String digest(String... parts) {
    return String.format(Locale.ROOT, "%016x", ContentKey.of(parts).a());
  }
}
