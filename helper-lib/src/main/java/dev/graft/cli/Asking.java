package dev.graft.cli;

import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.TextSet;
import dev.graft.data.Unlabelled;
import dev.graft.serve.Said;
import dev.graft.serve.SaidKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Asks a model of many inputs, some at a time; one that cannot be read is an answer too, and the
 * others go on.
 */
final class Asking {
  static final String STANDARD_INPUT = "-";
  private static final int TOGETHER = 64;

  private final TransferModel model;
  private final Consumer<Answer> answers;

  Asking(TransferModel model, Consumer<Answer> answers) {
    this.model = model;
    this.answers = answers;
  }

  void ask(List<String> inputs) {
    if (model.readsTexts()) {
      inputs.forEach(this::lines);
      return;
    }
    List<String> files = new ArrayList<>();
    for (String input : inputs) {
      boolean file = !input.equals(STANDARD_INPUT) && !Files.isDirectory(Path.of(input));
      if (file) {
        files.add(input);
      }
      if (!file || files.size() == TOGETHER) {
        photos(files);
        files.clear();
      }
      if (input.equals(STANDARD_INPUT)) {
        one(input, () -> SaidKind.ask(model, Unlabelled.of(System.in)).get(0));
      } else if (!file) {
        folder(Path.of(input));
      }
    }
    photos(files);
  }

  private void folder(Path folder) {
    ImageSet images = Unlabelled.of(folder);
    for (Said said : SaidKind.ask(model, images)) {
      answers.accept(Answer.of(folder.resolve(said.name()).toString(), said));
    }
    var rejected = images.rejected();
    for (int i = 0; i < rejected.rowCount(); i++) {
      String file = folder.resolve(rejected.stringColumn(0).get(i)).toString();
      answers.accept(
          Answer.refused(
              file,
              "image is not readable: %s (%s)".formatted(file, rejected.stringColumn(1).get(i))));
    }
  }

  private void photos(List<String> files) {
    List<Path> paths = files.stream().map(Path::of).toList();
    together(
        List.copyOf(files), places -> SaidKind.ask(model, Unlabelled.of(chosen(paths, places))));
  }

  /** A file of lines, each of them a text. */
  private void lines(String input) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(opened(input), StandardCharsets.UTF_8))) {
      List<String> texts = new ArrayList<>();
      int first = 1;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        texts.add(line);
        if (texts.size() == TOGETHER) {
          texts(input, first, texts);
          first += texts.size();
          texts.clear();
        }
      }
      texts(input, first, texts);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + input, e);
    }
  }

  private static InputStream opened(String input) throws IOException {
    return input.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(input));
  }

  private void texts(String input, int first, List<String> texts) {
    together(
        IntStream.range(0, texts.size()).mapToObj(i -> input + ":" + (first + i)).toList(),
        places -> SaidKind.ask(model, TextSet.unlabelled(chosen(texts, places))));
  }

  private static <T> List<T> chosen(List<T> all, List<Integer> places) {
    return places.stream().map(all::get).toList();
  }

  /** All at once; where one of them cannot be read, one by one. */
  private void together(List<String> names, Function<List<Integer>, List<Said>> predicted) {
    List<Integer> places = IntStream.range(0, names.size()).boxed().toList();
    List<Said> all = List.of();
    try {
      all = places.isEmpty() ? all : predicted.apply(places);
    } catch (RuntimeException e) {
      places.forEach(i -> one(names.get(i), () -> predicted.apply(List.of(i)).get(0)));
      return;
    }
    for (int i : places) {
      answers.accept(Answer.of(names.get(i), all.get(i)));
    }
  }

  private void one(String name, Supplier<Said> predicted) {
    Answer answer;
    try {
      answer = Answer.of(name, predicted.get());
    } catch (RuntimeException e) {
      answer = Answer.refused(name, String.valueOf(e.getMessage()));
    }
    answers.accept(answer);
  }
}
