package dev.graft.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Runs a command within this process and keeps what it prints. */
record Run(int status, String out, String err) {

  static Run of(String... arguments) {
    return of(Main.line(), arguments);
  }

  static Run of(CommandLine line, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    var newOut = new ByteArrayOutputStream();
    var newErr = new ByteArrayOutputStream();
    System.setOut(new PrintStream(newOut, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(newErr, true, StandardCharsets.UTF_8));
    try {
      int status = line.execute(arguments);
      return new Run(
          status,
          newOut.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"),
          newErr.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
