package dev.graft.audit;

import dev.graft.data.ImageSet;
import dev.graft.data.Splits;
import dev.graft.data.TextSet;
import dev.graft.evaluate.Features;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What is the matter with data: findings, each with its photos, a score and a word for what to do.
 * Immutable.
 *
 * <pre>{@code
 * var audit = audit(data);
 * audit.findings(Finding.Kind.LABEL);
 * var cleaned = data.without(audit.findings());
 * }</pre>
 */
public final class Audit {
  private final String of;
  private final List<Finding> findings;
  private final Map<String, ImageSet> parts;

  private Audit(String of, List<Finding> findings, Map<String, ImageSet> parts) {
    this.of = of;
    this.findings = List.copyOf(findings);
    this.parts = parts;
  }

  /**
   * Audits images; {@link dev.graft.Transfer#audit(ImageSet)} is the verb.
   *
   * @param images read once, decoded
   * @param features what a network makes of images
   * @return the findings
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public static Audit of(ImageSet images, Function<? super ImageSet, Features> features) {
    return of(Map.of("", images), images.rejected(), images + "", features);
  }

  /**
   * Audits splits: what is in two of them is found too.
   *
   * @param splits all images with labels
   * @param features what a network makes of images
   * @return the findings
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public static Audit of(Splits splits, Function<? super ImageSet, Features> features) {
    return of(splits.parts(), splits.rejected(), splits + "", features);
  }

  private static Audit of(
      Map<String, ImageSet> parts,
      Table rejected,
      String of,
      Function<? super ImageSet, Features> features) {
    return new Audit(of, new PhotoAudit(parts, rejected, features).findings(), parts);
  }

  /**
   * Audits texts: equal ones, labels, outliers and small classes.
   *
   * @param texts read once
   * @param features what an encoder makes of texts
   * @return the findings
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public static Audit of(TextSet texts, Function<? super TextSet, Features> features) {
    return new Audit(texts + "", TextAudit.findings(texts, features.apply(texts)), Map.of());
  }

  /**
   * Lists what was found: by kind, those first that are most certain.
   *
   * @return findings, none where all is well
   */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * Lists what was found of some kinds.
   *
   * @param kinds wanted
   * @return findings
   */
  public List<Finding> findings(Finding.Kind... kinds) {
    List<Finding.Kind> wanted = Arrays.asList(kinds);
    return findings.stream().filter(finding -> wanted.contains(finding.kind())).toList();
  }

  /**
   * Decodes a photo that a finding names.
   *
   * @param file one of {@link Finding#files}
   * @return the photo, the caller's to keep; empty where there is none by that name that can be
   *     read
   */
  public Optional<BufferedImage> photo(String file) {
    boolean broken =
        findings(Finding.Kind.BROKEN).stream().anyMatch(one -> one.files().contains(file));
    for (ImageSet images : broken ? List.<ImageSet>of() : parts.values()) {
      for (int i = 0; i < images.size(); i++) {
        if (images.id(i).equals(file)) {
          return Optional.of(images.image(i));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Tells whether there is anything to show of the findings beside words.
   *
   * @return whether one of them names first a photo that can be read
   */
  public boolean hasPhotos() {
    return findings.stream()
        .flatMap(finding -> finding.files().stream().limit(1))
        .anyMatch(file -> photo(file).isPresent());
  }

  /**
   * Lays the findings out, a row a finding.
   *
   * @return columns {@code kind}, {@code score}, {@code files}, {@code label}, {@code suggested}
   *     and {@code advice}
   */
  public Table toTable() {
    StringColumn kind = StringColumn.create("kind");
    DoubleColumn score = DoubleColumn.create("score");
    StringColumn files = StringColumn.create("files");
    StringColumn label = StringColumn.create("label");
    StringColumn suggested = StringColumn.create("suggested");
    StringColumn advice = StringColumn.create("advice");
    for (Finding finding : findings) {
      kind.append(finding.kind().toString());
      score.append(Math.round(finding.score() * 1000) / 1000.0);
      files.append(told(finding.files()));
      label.append(told(finding.labels().stream().distinct().toList()));
      suggested.append(finding.suggested());
      advice.append(finding.advice());
    }
    return Table.create("findings", kind, score, files, label, suggested, advice);
  }

  private static String told(List<String> names) {
    String first = names.stream().limit(3).collect(Collectors.joining(", "));
    return names.size() > 3 ? first + ", … (" + names.size() + ")" : first;
  }

  /** One line: what was audited, and how many findings of each kind. */
  @Override
  public String toString() {
    String counts =
        Arrays.stream(Finding.Kind.values())
            .filter(kind -> !findings(kind).isEmpty())
            .map(kind -> findings(kind).size() + " " + kind)
            .collect(Collectors.joining(", "));
    return of + ": " + (counts.isEmpty() ? "nothing found" : counts);
  }
}
