package dev.graft.cli;

import dev.graft.text.Tokenizer;
import dev.graft.text.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Turns each line of a file into ids, to compare Graft with another tokenizer. */
@Command(
    name = "tokens",
    description = "Print the ids of each line of a text.",
    mixinStandardHelpOptions = true)
final class TokenLines implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Source source;

  /** Where the tokenizer comes from. */
  private static final class Source {
    @Option(names = "--tokenizer", description = "tokenizer.json of a model")
    private Path tokenizer;

    @Option(names = "--backbone", description = "a text encoder, whose catalogued tokenizer it is")
    private String backbone;

    Tokenizer read() {
      return tokenizer == null
          ? TextEncoders.named(backbone).tokenizer()
          : Tokenizer.read(tokenizer);
    }
  }

  @Option(names = "--input", required = true, description = "UTF-8, a text a line")
  private Path input;

  @Option(names = "--longest", description = "ids of a text; what is more is cut, default: none is")
  private int longest = Integer.MAX_VALUE;

  @Override
  public Integer call() {
    Tokenizer reader = source.read();
    int all = 0;
    int cut = 0;
    try (BufferedReader lines = Files.newBufferedReader(input)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Tokens tokens = reader.encode(line, longest);
        System.out.println(joined(tokens.ids()));
        all++;
        cut += tokens.cut() > 0 ? 1 : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (cut > 0) {
      System.err.println(cut + " of " + all + " texts were cut at " + longest + " ids");
    }
    return 0;
  }

  private static String joined(int[] ids) {
    return Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }
}
