package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

/**
 * The launcher answers {@code --help} from files, before anything is installed; {@code mvn test
 * -Dtest=HelpFilesTest -Dgraft.help=write} makes them anew.
 */
class HelpFilesTest {
  private static final Path FOLDER = Path.of("..", "bin", "help");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "predict",
        "evaluate",
        "export",
        "features",
        "serve",
        "audit",
        "onnx",
        "infer",
        "tokens"
      })
  void aCommandsFileSaysWhatTheCommandSays(String command) throws IOException {
    String said = Main.line().getSubcommands().get(command).getUsageMessage(Ansi.OFF);
    Path file = FOLDER.resolve(command + ".txt");
    if ("write".equals(System.getProperty("graft.help"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, said);
    }
    assertEquals(said, Files.readString(file));
  }
}
