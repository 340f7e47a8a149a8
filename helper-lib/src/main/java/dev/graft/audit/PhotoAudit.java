package dev.graft.audit;

import dev.graft.audit.Finding.Kind;
import dev.graft.data.ImageSet;
import dev.graft.data.LeavingOut;
import dev.graft.evaluate.Features;
import dev.graft.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.IntStream;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Audits photos: looks at each once, and asks every question of what was seen. */
final class PhotoAudit {
  private static final int CHUNK = 32;
  private static final int NEIGHBOURS = 6;

  private final List<Finding> findings = new ArrayList<>();

  /** All that is seen of the photos that can be read. */
  private record Seen(ImageSet images, Features features, List<Glance> glances) {}

  PhotoAudit(
      Map<String, ImageSet> parts, Table rejected, Function<? super ImageSet, Features> features) {
    ImageSet all = parts.values().stream().reduce(ImageSet::join).orElseThrow();
    Seen seen = LeavingOut.of(all, images -> seen(images, features));
    Examined set = new Examined(seen.features, where(parts, seen.features.ids()));
    Neighbours neighbours = Neighbours.of(seen.features.values(), NEIGHBOURS);
    List<Twins.Pair> pairs = new ArrayList<>(Copies.ofBytes(seen.images));
    pairs.addAll(Twins.among(seen.glances, neighbours));
    Copies copies = new Copies(set.size(), pairs);
    List<Contradicted.Doubt> doubts = set.doubts(copies.groups());
    findings.addAll(copies.findings(set, seen.glances, doubts));
    findings.addAll(set.contradicted(doubts));
    findings.addAll(set.strangers(neighbours, copies.groups()));
    findings.addAll(Sizes.findings(set, seen.glances));
    findings.addAll(set.small());
    findings.addAll(broken(rejected, seen.images.rejected()));
    findings.addAll(set.shortcuts(seen.glances));
  }

  List<Finding> findings() {
    return findings;
  }

  private static Seen seen(ImageSet images, Function<? super ImageSet, Features> features) {
    Features made = features.apply(images);
    List<Glance> glances = new ArrayList<>();
    try (Progress progress = Progress.start("looking at photos", images.size())) {
      for (int from = 0; from < images.size(); from += CHUNK) {
        if (Thread.interrupted()) {
          throw new CancellationException();
        }
        int to = Math.min(images.size(), from + CHUNK);
        glances.addAll(glances(images, from, to));
        progress.step(to - from, "");
      }
    }
    return new Seen(images, made, glances);
  }

  /** What is thrown is the first one's own exception: a parallel stream throws a copy of it. */
  private static List<Glance> glances(ImageSet images, int from, int to) {
    RuntimeException[] failures = new RuntimeException[to - from];
    Glance[] glances = new Glance[to - from];
    IntStream.range(from, to)
        .parallel()
        .forEach(
            i -> {
              try {
                glances[i - from] = Glance.at(images.image(i));
              } catch (RuntimeException e) {
                failures[i - from] = e;
              }
            });
    for (RuntimeException failure : failures) {
      if (failure != null) {
        throw failure;
      }
    }
    return List.of(glances);
  }

  /** The part of each image: those that cannot be read are missing, the order is kept. */
  private static String[] where(Map<String, ImageSet> parts, List<String> ids) {
    String[] where = new String[ids.size()];
    int at = 0;
    for (var part : parts.entrySet()) {
      ImageSet images = part.getValue();
      for (int i = 0; i < images.size() && at < where.length; i++) {
        if (images.id(i).equals(ids.get(at))) {
          where[at++] = part.getKey();
        }
      }
    }
    return where;
  }

  private static List<Finding> broken(Table known, Table later) {
    List<Finding> broken = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (Table table : List.of(known, later)) {
      for (Row row : table) {
        String file = row.getString("file");
        String reason = row.getString("reason");
        if (!said.contains(file)) {
          said.add(file);
          broken.add(
              new Finding(
                  Kind.BROKEN,
                  List.of(file),
                  List.of(""),
                  1,
                  "",
                  "left out: " + reason + "; mend or delete it"));
        }
      }
    }
    return broken;
  }
}
