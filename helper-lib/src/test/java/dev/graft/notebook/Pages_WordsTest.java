package dev.graft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.Head;
import dev.graft.LearningCurve;
import dev.graft.Search;
import dev.graft.Transfer;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Mixing;
import dev.graft.data.Sampling;
import dev.graft.data.Splits;
import dev.graft.data.TestTime;
import dev.graft.infer.Onnx;
import dev.graft.plot.Plots;
import dev.graft.train.FineTune;
import dev.graft.train.Schedule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of options are all explained on their page, and the pages use no word that is none. */
class Pages_WordsTest {
  private static final Pattern CALL = Pattern.compile("(?<!\\w)([a-z]\\w+)\\(");
  private static final Pattern MEMBER = Pattern.compile("(?<![\\w.])([A-Z]\\w+)\\.([a-zA-Z]\\w*)");

  @Test
  void trainingIsWhole() throws IOException {
    assertEquals(
        Set.of(),
        missing(
            "docs/training.md",
            List.of(
                Transfer.class,
                FineTune.class,
                Schedule.class,
                Sampling.class,
                Mixing.class,
                Augmentation.class,
                TestTime.class,
                Head.class,
                Search.class,
                LearningCurve.class,
                Plots.class)));
  }

  @Test
  void dataIsWhole() {
    Set<String> words = missing("docs/data.md", List.of(ImageSet.class));
    // what a set tells of itself, not how one comes by it
    words.removeAll(Set.of("held", "preview"));
    assertEquals(Set.of(), words);
  }

  @Test
  void deploymentIsWhole() {
    assertEquals(Set.of(), missing("docs/deploy.md", List.of(Onnx.class)));
  }

  @Test
  void callsAreOfTheLibrary() throws IOException {
    Set<String> methods = methods(classes());
    methods.addAll(methods(List.of(FileSystems.class)));
    Set<String> unknown = new TreeSet<>();
    for (Page page : Page.all()) {
      for (String snippet : page.snippets()) {
        CALL.matcher(snippet)
            .results()
            .map(m -> m.group(1))
            .filter(name -> !methods.contains(name))
            .forEach(name -> unknown.add(page.file() + ": " + name));
      }
    }
    assertEquals(Set.of(), unknown);
  }

  @Test
  void membersAreOfTheirTypes() throws IOException {
    List<Class<?>> classes = classes();
    Set<String> unknown = new TreeSet<>();
    for (Page page : Page.all()) {
      for (String snippet : page.snippets()) {
        MEMBER
            .matcher(snippet)
            .results()
            .filter(m -> classes.stream().anyMatch(type -> type.getSimpleName().equals(m.group(1))))
            .filter(m -> classes.stream().noneMatch(type -> has(type, m.group(1), m.group(2))))
            .forEach(m -> unknown.add(page.file() + ": " + m.group()));
      }
    }
    assertEquals(Set.of(), unknown);
  }

  /** Words that choose something, those that give the type again or begin it, without a mention. */
  private static Set<String> missing(String page, List<Class<?>> types) {
    Page read = Page.named(page);
    String text =
        Stream.concat(read.snippets().stream(), read.fences("java").stream().map(Page.Fence::code))
            .collect(Collectors.joining("\n"));
    Set<String> words = new TreeSet<>();
    for (Class<?> type : types) {
      Stream.of(type.getMethods())
          .filter(method -> chooses(type, method))
          .forEach(method -> words.add(method.getName()));
      Stream.of(type.getFields())
          .filter(Field::isEnumConstant)
          .forEach(f -> words.add(f.getName()));
    }
    assertTrue(words.size() > 4, words.toString());
    words.removeIf(word -> Pattern.compile("(?<!\\w)" + word + "(?!\\w)").matcher(text).find());
    return words;
  }

  private static boolean chooses(Class<?> type, Method method) {
    if (type.isEnum() || method.getDeclaringClass() == Object.class) {
      return false;
    }
    boolean factory =
        Modifier.isStatic(method.getModifiers())
            && List.of(Transfer.class, Plots.class, Augmentation.class).contains(type);
    return factory || List.of(type, Splits.class).contains(method.getReturnType());
  }

  private static boolean has(Class<?> type, String name, String member) {
    return type.getSimpleName().equals(name)
        && (Stream.of(type.getMethods()).anyMatch(m -> m.getName().equals(member))
            || Stream.of(type.getFields()).anyMatch(f -> f.getName().equals(member)));
  }

  private static Set<String> methods(List<Class<?>> classes) {
    return classes.stream()
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Class<?>> classes() throws IOException {
    Path root = Page.ROOT.resolve("helper-lib/target/classes");
    try (Stream<Path> files = Files.walk(root.resolve("dev/graft"))) {
      return files
          .map(file -> root.relativize(file).toString().replace('/', '.').replace('\\', '.'))
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .<Class<?>>map(name -> type(name.substring(0, name.length() - ".class".length())))
          .filter(type -> Modifier.isPublic(type.getModifiers()))
          .toList();
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, Pages_WordsTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
