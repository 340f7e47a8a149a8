package dev.graft.text;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that nobody writes, from a seed; {@code record_tokens.py} makes the same. */
final class HostileTexts {
  private static final List<String> SCRIPTS =
      List.of(
          ("0-1f 20-7e 7f-9f a0-24f 250-2ff 300-36f 370-3ff 400-52f 530-5ff 600-7ff 800-8ff 900-dff"
                  + " e00-fff 1000-10ff 1100-11ff 1200-1aaf 1ab0-1aff 1b00-1dbf 1dc0-1dff 1e00-1fff"
                  + " 2000-206f 2070-20cf 20d0-20ff 2100-2bff 2c00-2fff 3000-30ff 3100-33ff"
                  + " 3400-9fff a000-abff ac00-d7ff e000-f8ff f900-faff fb00-fdff fe00-feff"
                  + " ff00-ffff 10000-107ff 10800-10fff 11000-11fff 12000-1cfff 1d000-1dfff"
                  + " 1e000-1efff 1f000-1ffff 20000-2ffff 30000-10ffff")
              .split(" "));

  private static final List<String> MARKS =
      List.of(
          ("300-36f 591-5c7 610-61a 64b-65f 93c-94d f71-f84 1ab0-1ace 1dc0-1dff 20d0-20f0 302a-302f"
                  + " 3099-309a fe20-fe2f 10f46-10f50 1d165-1d169 1e8d0-1e8d6")
              .split(" "));

  private static final List<String> SPACES =
      List.of(
          ("9-d 20-20 85-85 a0-a0 1680-1680 180e-180e 2000-200f 2028-202f 205f-205f 2060-2060"
                  + " 3000-3000 feff-feff")
              .split(" "));

  private static final List<String> WORDS =
      List.of(
          ("[MASK] [CLS] [SEP] [UNK] [PAD] [mask] [MASK <s> </s> <mask> <MASK> it's don't We'RE 'll"
                  + " 've' ##ing İstanbul ß ẞ ὈΔΥΣΣΕΎΣ ﬁn ① ½ 한국어 e\u0301 Å"
                  + " \u1112\u1161\u11ab 👩\u200d👩\u200d👧 👍🏽 🇩🇪 1\ufe0f\u20e3 \ufffd \0 中文字"
                  + " ａｂＣ ｶﾞ عَرَبِيّ हिन्दी ไทย ཀྵ dž Ǆ ŉ 𝔘𝔫𝔦 𐐀"
                  + " \udb40\udc41 \udbff\udfff \u0378")
              .split(" "));

  private long state;

  private HostileTexts(long seed) {
    state = seed;
  }

  static Stream<String> of(long seed, int count) {
    var texts = new HostileTexts(seed);
    return IntStream.range(0, count).mapToObj(i -> texts.text());
  }

  private int below(int bound) {
    state += 0x9E3779B97F4A7C15L;
    long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return (int) ((z ^ z >>> 31) >>> 33) % bound;
  }

  private String of(String script, int count) {
    String[] ends = script.split("-");
    int first = Integer.parseInt(ends[0], 16);
    int all = Integer.parseInt(ends[1], 16) - first + 1;
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.appendCodePoint(first + below(all));
    }
    return text.toString();
  }

  private String one(List<String> some) {
    return some.get(below(some.size()));
  }

  private String piece() {
    int kind = below(24);
    if (kind < 6) {
      return of("61-7a", 1 + below(8));
    }
    if (kind < 10) {
      return kind == 9 ? spaces() : " ";
    }
    if (kind < 12) {
      return of("21-7e", 1);
    }
    if (kind < 14) {
      return of("30-39", 1 + below(5));
    }
    if (kind < 16) {
      return marked();
    }
    if (kind < 18) {
      return one(WORDS);
    }
    if (kind == 18) {
      return below(8) == 0 ? of("61-63", 95 + below(10)) : of("41-5a", 1);
    }
    String script = one(SCRIPTS);
    return of(script, 1 + below(6));
  }

  private String spaces() {
    String kind = one(SPACES);
    return of(kind, 1 + below(3));
  }

  private String marked() {
    var text = new StringBuilder(of("41-7a", 1));
    for (int marks = 1 + below(4); marks > 0; marks--) {
      text.append(of(one(MARKS), 1));
    }
    return text.toString();
  }

  private String text() {
    var text = new StringBuilder();
    for (int pieces = below(30); pieces > 0; pieces--) {
      text.append(piece());
    }
    return text.toString();
  }
}
