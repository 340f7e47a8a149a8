package dev.graft.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to keep a reader busy, or to make it do something: each is refused by name. */
class Tokenizer_HostileFilesTest {
  private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long MOST_BYTES = 256 << 20;

  @TempDir Path folder;

  private String refusal(String json) throws IOException {
    return refusal(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Why a file is refused, {@code ""} where it is not; within a second and 256 MiB. */
  private String refusal(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("tokenizer.json"), bytes);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long allocated = threads.getThreadAllocatedBytes(thread);
    long nanos = threads.getCurrentThreadCpuTime();
    String refusal = "";
    try {
      Tokenizer.read(file);
    } catch (TokenizerException e) {
      refusal = e.getMessage();
    }
    nanos = threads.getCurrentThreadCpuTime() - nanos;
    allocated = threads.getThreadAllocatedBytes(thread) - allocated;
    assertTrue(nanos < MOST_NANOS, nanos + " ns");
    assertTrue(allocated < MOST_BYTES, allocated + " bytes");
    return refusal;
  }

  private static String original(String name) {
    return new String(Recorded.bytes(name + ".json"), StandardCharsets.UTF_8);
  }

  private static String bare(String name) {
    return original(name).replaceAll("\"added_tokens\":\\[.*?}]", "\"added_tokens\":[]");
  }

  /** A tokenizer with one piece of its text replaced. */
  private String refusal(String name, String old, String now) throws IOException {
    String json = original(name);
    assertTrue(json.contains(old), old);
    return refusal(json.replace(old, now));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // parts that Graft does not have
        "{\"type\":\"BertNormalizer\",| {\"type\":\"Replace\","
            + "| has a normalizer \"Replace\"; Graft reads BertNormalizer, Lowercase, NFC, NFD,"
            + " NFKC, NFKD, StripAccents and sequences of them",
        "\"BertNormalizer\"| 7| : type is 7, must be text",
        "\"type\":\"WordPiece\"| \"type\":\"Unigram\""
            + "| has a model \"Unigram\"; Graft reads WordPiece and BPE",
        "{\"type\":\"BertPreTokenizer\"}| null"
            + "| has no pre_tokenizer; Graft reads BertPreTokenizer before WordPiece, ByteLevel before"
            + " BPE",
        "\"BertPreTokenizer\"| \"Metaspace\""
            + "| has a pre_tokenizer \"Metaspace\"; Graft reads BertPreTokenizer before WordPiece,"
            + " ByteLevel before BPE",
        "\"BertPreTokenizer\"| \"Split\",\"pattern\":{\"Regex\":\"(a+)+$\"}"
            + "| has a pre_tokenizer \"Split\"; Graft reads BertPreTokenizer before WordPiece,"
            + " ByteLevel before BPE",
        "\"TemplateProcessing\"| \"Magic\"| has a post_processor \"Magic\"; Graft reads"
            + " BertProcessing, ByteLevel, RobertaProcessing, TemplateProcessing and sequences of"
            + " them",
        "\"truncation\":null| \"truncation\":{\"direction\":\"Left\"}"
            + "| has a truncation direction \"Left\"; Graft reads \"Right\"",
        "\"padding\":null| \"padding\":{\"direction\":\"Left\"}"
            + "| has a padding direction \"Left\"; Graft reads \"Right\"",
        // numbers
        "\"[CLS]\":2| \"[CLS]\":-2| : [CLS] is -2, must be a whole number from 0 to 9999999",
        "\"[CLS]\":2| \"[CLS]\":1e9| : [CLS] is 1.0E9, must be a whole number from 0 to 9999999",
        "\"[CLS]\":2| \"[CLS]\":99999999999"
            + "| : [CLS] is 99999999999, must be a whole number from 0 to 9999999",
        "\"[CLS]\":2| \"[CLS]\":3| : id 3 is given a second time, to \"[SEP]\"",
        "\"[CLS]\":2| \"[CLS]\":2.0| : [CLS] is 2.0, must be a whole number from 0 to 9999999",
        "\"max_input_chars_per_word\":100| \"max_input_chars_per_word\":1000000000"
            + "| : max_input_chars_per_word is 1000000000, must be a whole number from 1 to 200",
        "\"ids\":[2]| \"ids\":[-2]| : ids has -2, must be a whole number from 0 to 9999999",
        "{\"id\":4,\"content\":\"[MASK]\"| {\"id\":3,\"content\":\"[MASK]\""
            + "| : added token \"[MASK]\" has id 3, by the vocabulary it is 4",
        "{\"id\":501,| {\"id\":77,| : added token \"</s>\" has id 77, by the vocabulary it is 501",
        // texts
        "\"content\":\"</s>\"| \"content\":\"\"| : added token is \"\", must be of 1 to 200"
            + " whole characters",
        "\"unk_token\":\"[UNK]\"| \"unk_token\":\"?!\"| : unk_token \"?!\" is not in the vocabulary",
        "\"##a\":| \"\\ude00\":| is no JSON: Unexpected low surrogate in field name: 0xde00",
        "\"lowercase\":true| \"lowercase\":1| : lowercase is 1, must be true or false",
        // templates
        "{\"id\":\"A\",\"type_id\":0}},{\"SpecialToken\":{\"id\":\"[SEP]\",\"type_id\":0}}],\"pair\"|"
            + " {\"id\":\"B\",\"type_id\":0}}],\"pair\"| : Sequence is \"B\", must be \"A\"",
        "{\"SpecialToken\":{\"id\":\"[CLS]\",\"type_id\":0}},|"
            + " {\"SpecialToken\":{\"id\":\"[CLS]\",\"type_id\":1}},"
            + "| : type_id is 1, must be a whole number from 0 to 0",
        "[{\"SpecialToken\":{\"id\":\"[CLS]\",\"type_id\":0}},{\"Sequence\"|"
            + " [{\"Sequence\":{\"id\":\"A\",\"type_id\":0}},{\"Sequence\""
            + "| : single has no place for the text, or more than one",
      })
  void refusesByName(String old, String now, String message) throws IOException {
    String refusal = refusal("uncased", old, now);
    String expected = "tokenizer.json" + (message.startsWith(": ") ? "" : " ") + message;
    assertEquals(expected, refusal);
  }

  private static final String GPT2 =
      "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\",\"pattern\":{\"Regex\":"
          + "\"'s|'t|'re|'ve|'m|'ll|'d| ?\\\\p{L}+| ?\\\\p{N}+| ?[^\\\\s\\\\p{L}\\\\p{N}]+|\\\\s+(?!\\\\S)"
          + "|\\\\s+\"},\"behavior\":\"Isolated\",\"invert\":false},{\"type\":\"ByteLevel\","
          + "\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":false}]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"merges\":[| \"merges\":[[\"?!\",\"a\"],"
            + "| : merges has \"?!\" in its pair 1, which is not in the vocabulary",
        "\"merges\":[| \"merges\":[[\"~\",\"~\"],"
            + "| : merges has \"~~\" in its pair 1, which is not in the vocabulary",
        "\"merges\":[| \"merges\":[\"a b c\",| : merges has \"a b c\", must be two tokens",
        "\"merges\":[| \"merges\":[[1,2],| : merges has \"[1, 2]\", must be two tokens",
        "\"merges\":[| \"merges\":[7,| : merges has \"7\", must be two tokens",
        "\"dropout\":null| \"dropout\":0.1"
            + "| has a model \"BPE\" with dropout 0.1; Graft reads it without",
        "\"byte_fallback\":false| \"byte_fallback\":true"
            + "| has a model \"BPE\" with byte_fallback true; Graft reads it without",
        "\"ignore_merges\":false| \"ignore_merges\":true"
            + "| has a model \"BPE\" with ignore_merges true; Graft reads it without",
        "\"end_of_word_suffix\":null| \"end_of_word_suffix\":\"</w>\""
            + "| has a model \"BPE\" with end_of_word_suffix </w>; Graft reads it without",
        "\"unk_token\":null| \"unk_token\":\"?!\"| : unk_token \"?!\" is not in the vocabulary",
        "\"use_regex\":true| \"use_regex\":false"
            + "| has a ByteLevel with use_regex false and no Split before it",
        "\"ByteLevel\",\"add_prefix_space\":false| \"BertPreTokenizer\",\"add_prefix_space\":false"
            + "| has a pre_tokenizer \"BertPreTokenizer\"; Graft reads BertPreTokenizer before"
            + " WordPiece, ByteLevel before BPE",
        "\"cls\":[\"<s>\",0]| \"cls\":[\"<s>\"]| : cls is [<s>], must be a token and its id",
      })
  void refusesBytePairsByName(String old, String now, String message) throws IOException {
    String expected = "tokenizer.json" + (message.startsWith(": ") ? "" : " ") + message;
    assertEquals(expected, refusal("roberta", old, now));
  }

  private static final String OWN =
      "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":true}";

  @Test
  void runsNoRegularExpression() throws IOException {
    assertEquals("", refusal("roberta", OWN, GPT2), "GPT-2's own is known by its letters");
    assertEquals(
        "tokenizer.json has a Split by \"(a+)+$\"; Graft reads GPT-2's pattern, isolated",
        refusal("roberta", OWN, GPT2.replaceFirst("'s.*\\\\s\\+\"", "(a+)+\\$\"")));
    for (String changed :
        new String[] {
          GPT2.replace("\"invert\":false", "\"invert\":true"), GPT2.replace("Isolated", "Removed"),
        }) {
      assertTrue(
          refusal("roberta", OWN, changed).endsWith("; Graft reads GPT-2's pattern, isolated"));
    }
    assertTrue(
        refusal(
                "roberta",
                OWN,
                GPT2.replace("\"add_prefix_space\":false", "\"add_prefix_space\":true"))
            .startsWith("tokenizer.json has a pre_tokenizer \"Sequence\"; Graft reads "));
  }

  /** One file names another's tokens. */
  @Test
  void refusesMergesByName() throws IOException {
    Path vocabulary = Vocabularies.json(folder.resolve("vocab.json"));
    Path merges = Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na ?!\n");
    assertEquals(
        "merges.txt: merges has \"?!\" in its pair 1, which is not in the vocabulary",
        assertThrows(TokenizerException.class, () -> Tokenizer.roberta(vocabulary, merges))
            .getMessage());
    Files.writeString(vocabulary, "[]");
    assertEquals(
        "vocab.json is no JSON object",
        assertThrows(TokenizerException.class, () -> Tokenizer.roberta(vocabulary, merges))
            .getMessage());
  }

  @Test
  void refusesWhatIsNoJson() throws IOException {
    byte[] whole = Recorded.bytes("uncased.json");
    for (int length = 0; length < whole.length - 1; length += 1 + whole.length / 50) {
      String refusal = refusal(Arrays.copyOf(whole, length));
      assertTrue(refusal.startsWith("tokenizer.json is no JSON"), refusal);
    }
    byte[] latin = whole.clone();
    latin[whole.length / 2] = (byte) 0xe9;
    assertEquals("tokenizer.json is not UTF-8", refusal(latin));
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String refusal = refusal("uncased", "\"truncation\":null", "\"truncation\":" + deep);
    assertTrue(refusal.startsWith("tokenizer.json is no JSON: Document nesting depth"), refusal);
  }

  @Test
  void refusesWhatIsLong() throws IOException {
    byte[] spaces = new byte[24 << 20];
    Arrays.fill(spaces, (byte) ' ');
    assertEquals("tokenizer.json is 25165824 bytes, must be at most 16777216", refusal(spaces));
    String million =
        IntStream.range(600, 600_000)
            .mapToObj(i -> "\"x" + i + "\":" + i)
            .collect(Collectors.joining(","));
    assertEquals(
        "tokenizer.json has over 1000000 tokens",
        refusal("uncased", "\"vocab\":{", "\"vocab\":{" + million + ","));
    String letters =
        IntStream.range(600, 1100)
            .mapToObj(i -> "\"" + "x".repeat(10_000) + i + "\":" + i)
            .collect(Collectors.joining(","));
    assertTrue(
        refusal("uncased", "\"vocab\":{", "\"vocab\":{" + letters + ",")
            .endsWith(" letters, must have at most 1048576"));
  }

  /** The most that is read: letters that no two tokens share, or as many tokens as may be. */
  @Test
  void readsTheLargestWithinItsCost() throws IOException {
    String letters =
        IntStream.range(0, 100)
            .mapToObj(i -> "\"##" + (char) ('\u4e00' + i) + "x".repeat(10_300) + "\":" + (600 + i))
            .collect(Collectors.joining(","));
    assertEquals("", refusal(bare("cased").replace("\"vocab\":{", "\"vocab\":{" + letters + ",")));
    String many = pairs(149_000);
    assertEquals("", refusal(bare("cased").replace("\"vocab\":{", "\"vocab\":{" + many + ",")));
    String merges = "[\"a\",\"n\"],".repeat(100_000);
    assertEquals(
        "",
        refusal(
            bare("roberta")
                .replace("\"vocab\":{", "\"vocab\":{" + many + ",")
                .replace("\"merges\":[", "\"merges\":[" + merges)));
    assertEquals(
        "tokenizer.json: vocabulary has 300300 tokens, must have at most 150000",
        refusal(bare("cased").replace("\"vocab\":{", "\"vocab\":{" + pairs(300_000) + ",")));
  }

  /** Tokens of two letters. */
  private static String pairs(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "\"%c%c\":%s"
                    .formatted((char) (0x4e00 + i % 700), (char) (0x5e00 + i / 700), i + 600))
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"normalizers", "processors"})
  void refusesSequencesInSequences(String list) throws IOException {
    String part = list.equals("normalizers") ? "normalizer" : "post_processor";
    String inner = "{\"type\":\"Sequence\",\"" + list + "\":[]}";
    String outer = "{\"type\":\"Sequence\",\"" + list + "\":[" + inner + "]}";
    String refusal =
        refusal("uncased", "\"" + part + "\":", "\"" + part + "\":" + outer + ",\"other\":");
    assertTrue(
        refusal.startsWith("tokenizer.json has a " + part + " \"Sequence\"; Graft reads "),
        refusal);
    String many = "{\"type\":\"NFKD\"},".repeat(9);
    String long9 = "{\"type\":\"Sequence\",\"normalizers\":[" + many + "{}]}";
    assertEquals(
        "tokenizer.json: normalizers has 10 elements, must have at most 8",
        refusal("uncased", "\"normalizer\":", "\"normalizer\":" + long9 + ",\"other\":"));
  }

  @Test
  void refusesHalfAnAddedToken() throws IOException {
    assertEquals(
        "tokenizer.json: added token is \"\ude00\", must be of 1 to 200 whole characters",
        refusal("uncased", "\"content\":\"</s>\"", "\"content\":\"\\ude00\""));
  }

  /** Such a token would be found everywhere. */
  @Test
  void refusesAnAddedTokenThatVanishes() throws IOException {
    assertEquals(
        "tokenizer.json: nothing is left of added token \"\u0301\" once it is normalized",
        refusal("uncased", "\"content\":\"</s>\"", "\"content\":\"\u0301\""));
  }

  @Test
  void refusesVocabulariesByName() throws IOException {
    Path file = folder.resolve("vocab.txt");
    Files.writeString(file, "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nb\na\n");
    assertEquals(
        "vocab.txt has \"a\" on lines 5 and 7",
        assertThrows(TokenizerException.class, () -> Tokenizer.uncased(file)).getMessage());
    Files.writeString(file, "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n");
    assertEquals(
        "vocab.txt: special token \"[MASK]\" is not in the vocabulary",
        assertThrows(TokenizerException.class, () -> Tokenizer.cased(file)).getMessage());
    Files.write(file, new byte[] {(byte) 0xff});
    assertEquals(
        "vocab.txt is not UTF-8",
        assertThrows(TokenizerException.class, () -> Tokenizer.cased(file)).getMessage());
  }
}
