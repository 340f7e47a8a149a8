package dev.graft.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the part {@code post_processor}, of which a single text's ids are wanted. */
final class FrameJson {
  private static final int MOST = 16;
  private static final String READ =
      "BertProcessing, ByteLevel, RobertaProcessing, TemplateProcessing and sequences of them";

  private FrameJson() {}

  static Frame read(Optional<Fields> part) {
    return part.map(FrameJson::frames).orElse(Frame.NONE);
  }

  /** The first of a sequence is the innermost. */
  private static Frame frames(Fields part) {
    if (!part.text("type").equals("Sequence")) {
      return frame(part);
    }
    return part.objects("processors", MOST).stream()
        .map(FrameJson::frame)
        .reduce(Frame.NONE, Frame::in);
  }

  private static Frame frame(Fields part) {
    return switch (part.text("type")) {
      case "BertProcessing", "RobertaProcessing" -> new Frame(pair(part, "cls"), pair(part, "sep"));
      case "ByteLevel" -> Frame.NONE;
      case "TemplateProcessing" -> template(part);
      default -> throw Typed.refusal("post_processor", part, READ);
    };
  }

  /** The id of {@code ["[SEP]", 102]}. */
  private static int[] pair(Fields part, String key) {
    List<JsonNode> pair = part.list(key, 2);
    if (pair.size() != 2) {
      throw new TokenizerException(
          "%s is %s, must be a token and its id".formatted(key, Excerpt.of(pair)));
    }
    return new int[] {id(pair.get(1), key)};
  }

  private static Frame template(Fields part) {
    List<Fields> pieces = part.objects("single", MOST);
    int text =
        IntStream.range(0, pieces.size()).filter(i -> isText(pieces.get(i))).findFirst().orElse(-1);
    if (text < 0 || pieces.stream().filter(FrameJson::isText).count() > 1) {
      throw new TokenizerException("single has no place for the text, or more than one");
    }
    return new Frame(
        ids(part, pieces.subList(0, text)), ids(part, pieces.subList(text + 1, pieces.size())));
  }

  private static boolean isText(Fields piece) {
    if (!piece.has("Sequence")) {
      return false;
    }
    Fields text = ofTypeZero(piece.object("Sequence"));
    if (!text.text("id").equals("A")) {
      throw new TokenizerException(
          "Sequence is %s, must be \"A\"".formatted(Excerpt.quoted(text.text("id"))));
    }
    return true;
  }

  private static int[] ids(Fields part, List<Fields> pieces) {
    Fields special = part.object("special_tokens");
    return pieces.stream()
        .map(piece -> ofTypeZero(piece.object("SpecialToken")).text("id"))
        .flatMap(name -> special.object(name).list("ids", MOST).stream())
        .mapToInt(node -> id(node, "ids"))
        .toArray();
  }

  private static Fields ofTypeZero(Fields piece) {
    piece.whole("type_id", 0, 0);
    return piece;
  }

  private static int id(JsonNode node, String key) {
    if (!node.isInt() || node.intValue() < 0 || node.intValue() > Vocabulary.HIGHEST_ID) {
      throw new TokenizerException(
          "%s has %s, must be a whole number from 0 to %s"
              .formatted(key, Excerpt.of(node), Vocabulary.HIGHEST_ID));
    }
    return node.intValue();
  }
}
