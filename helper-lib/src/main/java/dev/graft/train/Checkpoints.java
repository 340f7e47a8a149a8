package dev.graft.train;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how often a run is saved while it trains: after every epoch, within long ones from time
 * to time, and when it is interrupted. The same call to {@code fineTune} then goes on where the
 * folder says, in this process or another, to the same history and the same weights, bit for bit.
 *
 * <pre>{@code
 * var options = FineTune.epochs(20).checkpoints(Path.of("runs/ants"));
 * var history = fineTune(model, train, data.validation(), options);   // today, and again tomorrow
 * }</pre>
 *
 * @param folder of this one run, made when it is needed
 * @param keep newest checkpoints that stay, at least 1; two or more survive damage of the last
 * @param every longest time between two checkpoints
 */
public record Checkpoints(Path folder, int keep, Duration every) {
  /** Checks the count and the time. */
  public Checkpoints {
    Require.that(keep >= 1, "checkpoints kept", keep, "at least 1");
    Require.that(
        !every.isNegative(), "time between checkpoints", every.toSeconds(), "0 seconds or more");
  }

  /**
   * Saves into a folder, keeps the last two, and within an epoch saves every minute.
   *
   * @param folder of this one run, made when it is needed
   * @return the choice
   */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(folder, 2, Duration.ofMinutes(1));
  }

  /**
   * Keeps more or fewer.
   *
   * @param newest checkpoints that stay, at least 1
   * @return a new choice
   */
  public Checkpoints keep(int newest) {
    return new Checkpoints(folder, newest, every);
  }

  /**
   * Saves more or less often within an epoch.
   *
   * @param time between two checkpoints; zero: after every batch
   * @return a new choice
   */
  public Checkpoints every(Duration time) {
    return new Checkpoints(folder, keep, time);
  }
}
