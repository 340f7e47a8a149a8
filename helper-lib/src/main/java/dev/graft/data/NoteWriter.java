package dev.graft.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Writes notes on six things by a grammar. Each thing has so many words that most of those in a new
 * note were in none of the few that one learns from: who only counts words is lost there, who knows
 * what they mean is not. In a third of the notes another thing is mentioned.
 */
final class NoteWriter {
  private static final Map<String, List<String>> WORDS = new TreeMap<>();

  static {
    put("cooking", "soup stew oven frying-pan recipe flour butter garlic pepper dough sauce salad");
    put("cooking", "omelette kettle ladle vinegar pancakes roast casserole noodles broth spices");
    put("gardening", "tulips hedge compost lawn seeds weeds greenhouse roses spade wheelbarrow");
    put(
        "gardening",
        "tomato-plants pruning-shears watering-can soil flower-bed daffodils ivy moss");
    put("gardening", "rake apple-tree shrubs fertilizer");
    put("health", "cough fever dentist bandage pills headache surgery blood-pressure clinic nurse");
    put("health", "allergy vaccine ankle-sprain prescription stomach-ache x-ray therapy diagnosis");
    put("health", "toothache insomnia rash check-up");
    put("music", "violin concert melody guitar choir drums symphony piano orchestra song chorus");
    put("music", "trumpet rehearsal opera flute rhythm band jazz cello harmony recital album");
    put("sport", "football marathon goalkeeper tennis-match referee sprint stadium swimming-race");
    put("sport", "coach penalty hockey basketball medal training-session championship rowing");
    put("sport", "wrestling high-jump scoreboard volleyball tournament cyclists");
    put(
        "travel",
        "airport passport hotel suitcase train-ticket ferry map visa beach luggage flight");
    put("travel", "hostel cruise border-crossing sightseeing guidebook departure-lounge rucksack");
    put("travel", "road-trip boarding-pass campsite itinerary");
  }

  private static final List<String> NOTES =
      List.of(
          "yesterday it was all about the %s and the %s",
          "do not forget the %s, and ask about the %s",
          "the %s went better than the %s",
          "she told me a long story of her %s and some %s",
          "all i could think of was the %s, then the %s",
          "there was trouble with the %s, but the %s was fine",
          "we spent an hour on the %s and ten minutes on the %s");
  private static final List<String> ASIDES =
      List.of(
          "; the %s can wait", ", although someone mentioned a %s", " - not a word about the %s");

  private final RandomGenerator random;

  private NoteWriter(RandomGenerator random) {
    this.random = random;
  }

  private static void put(String thing, String words) {
    WORDS.computeIfAbsent(thing, name -> new ArrayList<>()).addAll(List.of(words.split(" ")));
  }

  private String note(String thing) {
    String note = String.format(one(NOTES), word(thing), word(thing));
    return random.nextInt(3) == 0 ? note + String.format(one(ASIDES), word(other(thing))) : note;
  }

  private String other(String thing) {
    List<String> others = WORDS.keySet().stream().filter(name -> !name.equals(thing)).toList();
    return one(others);
  }

  private String word(String thing) {
    return one(WORDS.get(thing)).replace('-', ' ');
  }

  private String one(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** Writes as many of all things, in turn. */
  static TextSet notes(int count, long seed) {
    List<String> things = List.copyOf(WORDS.keySet());
    List<String> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String thing = things.get(i % things.size());
      texts.add(new NoteWriter(Randomness.of(seed, "note", i)).note(thing));
      labels.add(thing);
    }
    return TextSet.of(texts, labels);
  }
}
