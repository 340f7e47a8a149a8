package dev.graft.notebook;

import dev.graft.page.Html;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what the javadoc says of a verb, a type or a member of one. */
final class Help {
  /** Whose methods a cell names without their class. */
  private static final List<String> VERBS =
      List.of("Transfer", "Notebook", "Parameters", "Promises");

  private static final int MOST_NEAR = 5;

  private final Sources sources;

  Help(Sources sources) {
    this.sources = sources;
  }

  static Help here() {
    return new Help(Sources.packed());
  }

  /** Lists the verbs, each with the first sentence of its first form. */
  Bundle verbs() {
    Map<String, String> first = new LinkedHashMap<>();
    for (String type : VERBS) {
      for (Declaration one : declared(type)) {
        if (one.name().startsWith(type + ".")) {
          String verb = one.name().substring(type.length() + 1);
          one.doc().ifPresent(doc -> first.putIfAbsent(verb, DocHtml.sentence(doc)));
        }
      }
    }
    String more = "<p>help(\"freeze\") says more of a verb, help(\"FineTune\") of a type.</p>";
    return page(list(first) + more);
  }

  /** Shows what a word stands for, or what is near it. */
  Bundle of(String word) {
    List<Declaration> found = found(word);
    return found.isEmpty() ? Bundle.line(unknown(word)) : page(html(found));
  }

  private List<Declaration> found(String word) {
    int dot = word.indexOf('.');
    String head = dot < 0 ? word : word.substring(0, dot);
    if (sources.isPublic(head)) {
      return in(head, word);
    }
    List<Declaration> verbs =
        VERBS.stream().flatMap(type -> in(type, type + "." + word).stream()).toList();
    return verbs.isEmpty() && dot < 0 ? ofSomeType(word) : verbs;
  }

  /** A member that one type alone has needs no other name. */
  private List<Declaration> ofSomeType(String word) {
    List<String> owners =
        sources.types().stream().filter(type -> members(type).contains(word)).toList();
    return owners.size() == 1 ? in(owners.get(0), owners.get(0) + "." + word) : List.of();
  }

  private List<Declaration> in(String type, String name) {
    return declared(type).stream()
        .filter(one -> (one.name() + ".").startsWith(name + "."))
        .toList();
  }

  /** What a type says itself, then what those say that it extends, from the top. */
  private List<Declaration> declared(String type) {
    List<Declaration> own = Declaration.in(sources.text(type));
    return Stream.concat(own.stream(), inherited(own)).toList();
  }

  private Stream<Declaration> inherited(List<Declaration> heir) {
    return heir.stream()
        .limit(1)
        .flatMap(type -> type.parents().stream().flatMap(parent -> members(parent, type.name())));
  }

  /** The members of a parent as its heir has them. */
  private Stream<Declaration> members(String parent, String heir) {
    if (!sources.files().containsKey(parent)) {
      return Stream.empty();
    }
    List<Declaration> all = Declaration.in(sources.text(parent));
    Stream<Declaration> its = all.stream().skip(1).map(one -> one.of(parent, heir));
    return Stream.concat(inherited(all).map(one -> one.of(parent, heir)), its);
  }

  /**
   * All forms of a member one below the other; of a type itself, and its members in a line each.
   */
  private static String html(List<Declaration> found) {
    Declaration first = found.get(0);
    boolean type = found.stream().anyMatch(one -> one.name().startsWith(first.name() + "."));
    if (!type) {
      return found.stream().map(Help::whole).collect(Collectors.joining());
    }
    Map<String, String> members = new LinkedHashMap<>();
    found.stream()
        .skip(1)
        .forEach(
            one -> one.doc().ifPresent(doc -> members.put(one.signature(), DocHtml.sentence(doc))));
    return whole(first) + list(members);
  }

  private static String whole(Declaration one) {
    String head = "<div style=\"margin: 8px 0 4px 0\"><code><b>" + Html.escape(one.signature());
    return head + "</b></code></div>" + one.doc().map(DocHtml::of).orElse("");
  }

  private static String list(Map<String, String> sentences) {
    return sentences.entrySet().stream()
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "<div style=\"margin: 4px 0\"><code>%s</code> – %s</div>",
                    Html.escape(one.getKey()),
                    one.getValue()))
        .collect(Collectors.joining());
  }

  private static Bundle page(String html) {
    return Bundle.html("<div style=\"max-width: 60em\">" + html + "</div>", PlainText.of(html));
  }

  private String unknown(String word) {
    List<String> near = near(word);
    String head = "no \"" + word + "\"; ";
    return near.isEmpty()
        ? head + "help() lists the verbs"
        : head + "did you mean " + String.join(", ", near) + "?";
  }

  /** Lists the words of most like spelling; a member's owner need not be named. */
  private List<String> near(String word) {
    String asked = word.toLowerCase(Locale.ROOT);
    var words = new TreeSet<String>();
    VERBS.forEach(type -> words.addAll(members(type)));
    for (String type : sources.types()) {
      words.add(type);
      if (!VERBS.contains(type)) {
        members(type).forEach(member -> words.add(type + "." + member));
      }
    }
    int most = Math.max(1, asked.length() / 3);
    return words.stream()
        .filter(one -> distance(asked, one) <= most)
        .sorted(Comparator.comparingInt((String one) -> distance(asked, one)))
        .limit(MOST_NEAR)
        .toList();
  }

  private static int distance(String asked, String word) {
    String known = word.toLowerCase(Locale.ROOT);
    boolean bare = asked.indexOf('.') < 0 && known.indexOf('.') >= 0;
    return Spelling.distance(asked, bare ? known.substring(known.indexOf('.') + 1) : known);
  }

  /** Names the methods, constants and types that are public in a type, inherited ones too. */
  private List<String> members(String type) {
    Class<?> loaded = sources.loaded(type);
    Stream<String> methods =
        Arrays.stream(loaded.getMethods())
            .filter(method -> method.getDeclaringClass().getName().startsWith("dev.graft."))
            .map(Method::getName);
    Stream<String> constants = Arrays.stream(loaded.getFields()).map(Field::getName);
    Stream<String> nested = Arrays.stream(loaded.getClasses()).map(Class::getSimpleName);
    return Stream.of(methods, constants, nested).flatMap(names -> names).distinct().toList();
  }
}
