package dev.graft.cli;

import picocli.CommandLine.Command;

/** Measures Graft; each job prints a table and writes {@code target/bench/JOB.json}. */
@Command(
    name = "bench",
    description = "Measure Graft; each job prints a table and writes target/bench/JOB.json.",
    subcommands = {
      AccuracyJob.class,
      Int8Job.class,
      ResumeJob.class,
      ResumeRun.class,
      ShiftJob.class,
      TrustJob.class
    },
    mixinStandardHelpOptions = true)
final class Bench {}
