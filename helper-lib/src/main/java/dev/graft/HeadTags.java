package dev.graft;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.graft.data.Dataset;
import dev.graft.data.ImageSet;
import dev.graft.data.TagSet;
import dev.graft.data.Tags;
import dev.graft.data.TextSet;
import dev.graft.data.TextTagSet;
import dev.graft.evaluate.TagThresholds;
import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a head gives tags and which, and from which probability on. */
final class HeadTags {
  private static final double HALF = 0.5;

  private HeadTags() {}

  /** Demands just these tags in their order. */
  static void require(ModelState model, List<String> names) {
    model.require(AnswerKind.TAGS);
    if (!model.classes().equals(names)) {
      throw others(model, names);
    }
  }

  /** Sorts tags as the head has them, which may have more. */
  static Dataset sorted(ModelState model, Dataset set, Tags tags) {
    model.require(AnswerKind.TAGS);
    if (model.classes().equals(tags.names())) {
      return set;
    }
    if (!model.classes().containsAll(tags.names())) {
      throw others(model, tags.names());
    }
    return set instanceof TextSet texts
        ? TextTagSet.of(texts, tags).tags(model.classes()).texts()
        : TagSet.of((ImageSet) set, tags).tags(model.classes()).images();
  }

  private static IllegalArgumentException others(ModelState model, List<String> names) {
    List<String> foreign = new ArrayList<>(names);
    foreign.removeAll(model.classes());
    String heads = Excerpt.listed(model.classes());
    String theirs = Excerpt.listed(names);
    return new IllegalArgumentException(
        foreign.isEmpty()
            ? "the head gives the tags %s, the set has %s; call set.tags(model.classes())"
                .formatted(heads, theirs)
            : "the head gives the tags %s, the set has %s, of which the head has never seen %s; call"
                    .formatted(heads, theirs, Excerpt.listed(foreign))
                + " replaceHead(model, Head.multiLabel(data.train().tags().names()))");
  }

  /** One a tag, in their order. */
  static List<Double> thresholds(ModelState model) {
    List<Double> chosen = model.head().map(Head::thresholds).orElse(List.of());
    return chosen.isEmpty() ? Collections.nCopies(model.classes().size(), HALF) : chosen;
  }

  /** The thresholds by tag. */
  static Map<String, Double> named(ModelState model) {
    Map<String, Double> named = new LinkedHashMap<>();
    List<Double> all = thresholds(model);
    for (int tag = 0; tag < all.size(); tag++) {
      named.put(model.classes().get(tag), all.get(tag));
    }
    return named;
  }

  /** Puts thresholds into the head. */
  static ModelState decided(ModelState now, Map<String, Double> chosen) {
    now.require(AnswerKind.TAGS);
    List<Double> all = TagThresholds.with(now.classes(), thresholds(now), chosen);
    return new ModelState(
            now.backbone(),
            now.graph(),
            now.weights(),
            now.frozen(),
            now.head().map(head -> with(head, all)),
            now.classes(),
            now.contract())
        .int8(now.int8());
  }

  private static Head with(Head head, List<Double> thresholds) {
    return new Head(
        head.classes(),
        head.output(),
        head.pooling(),
        head.layers(),
        head.seed(),
        head.scale(),
        thresholds,
        head.decoder());
  }

  /** What an exported file says of the thresholds. */
  static Map<String, String> about(ModelState model) {
    if (model.answers() != AnswerKind.TAGS) {
      return Map.of();
    }
    ArrayNode json = new ObjectMapper().createArrayNode();
    thresholds(model).forEach(json::add);
    return Map.of("graft.thresholds", json.toString());
  }
}
