package dev.graft;

import dev.graft.weights.Checksum;
import dev.graft.weights.WeightFile;
import dev.graft.weights.WeightStore;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One published set of weights of a text encoder: a line of {@code catalogue/texts.csv}.
 *
 * @param encoder whose weights
 * @param name among the sets of its encoder
 * @param weights where they may be had
 * @param tokenizer a {@code tokenizer.json}
 * @param licence SPDX identifier
 * @param longest tokens that the publisher reads
 * @param prefix that the publisher puts before every text
 */
record TextWeights(
    String encoder,
    String name,
    WeightFile weights,
    WeightFile tokenizer,
    String licence,
    int longest,
    String prefix) {
  private static final int CELLS = 14;

  private static final List<TextWeights> ALL =
      WeightTable.lines("texts").map(TextWeights::of).toList();

  /** Lists the sets of an encoder, the default first. */
  static List<TextWeights> ofEncoder(String encoder) {
    return ALL.stream().filter(set -> set.encoder.equals(encoder)).toList();
  }

  private static TextWeights of(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != CELLS) {
      throw new IllegalArgumentException(
          "texts.csv has " + cells.length + " cells, needs " + CELLS + ": " + line);
    }
    return new TextWeights(
        cells[0],
        cells[1],
        file(cells[5], Arrays.copyOfRange(cells, 2, 5), cells[10]),
        file(cells[9], Arrays.copyOfRange(cells, 6, 9), cells[10]),
        cells[11],
        Integer.parseInt(cells[12]),
        cells[13].replace('_', ' '));
  }

  private static WeightFile file(String hash, String[] place, String artifact) {
    int slash = place[2].indexOf('/');
    return new WeightFile(
        place[0],
        Checksum.parse(hash),
        Stream.of(place[1]).filter(url -> !url.isEmpty()).map(URI::create).toList(),
        slash < 0 ? "" : place[2].substring(0, slash),
        place[2].substring(slash + 1),
        artifact);
  }

  /** Tells whether all of it lies on this machine. */
  boolean present() {
    WeightStore store = WeightStore.atHome();
    return Stream.of(weights, tokenizer).map(store::locate).allMatch(Optional::isPresent);
  }
}
