package dev.graft.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.Transfer;
import dev.graft.TransferModel;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job in Scala, compiled by Scala's own compiler and run in a JVM of its own, as users do. */
@Tag("heavy")
class ScalaTest {
  private static final int COUNT = 12;
  private static final String CLASSES = System.getProperty("java.class.path");

  @TempDir Path folder;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void a_job_in_scala_gets_the_bits_and_answers_of_plain_graft() throws Exception {
    Path photos = Photos.write(folder.resolve("photos"), COUNT);
    Path body = folder.resolve("body");
    Path classifier = Photos.classifier(folder.resolve("classifier"));
    TreeMap<String, float[]> plain;
    try (TransferModel model = Photos.body()) {
      model.save(body);
      plain = Photos.features(model, photos);
    }
    Path classes = Files.createDirectory(folder.resolve("classes"));
    run("scala.tools.nsc.Main", List.of("-usejavacp", "-d", classes.toString(), source()));

    List<String> said =
        run(
            "Job",
            List.of(
                photos.toString(),
                body.toString(),
                classifier.toString(),
                folder.resolve("kept").toString()),
            classes.toString());

    var features = fields(said, "features");
    assertEquals(plain.keySet(), features.keySet());
    plain.forEach((name, row) -> assertArrayEquals(row, floats(features.get(name)), name));
    assertTrue(said.contains("broken " + Photos.BROKEN.size()), said::toString);
    assertTrue(said.contains("head 2 " + plain.firstEntry().getValue().length), said::toString);

    try (TransferModel model = TransferModel.load(classifier)) {
      var images = Photos.images(photos);
      var answers = fields(said, "answer");
      assertEquals(images.size(), answers.size());
      var predicted = Transfer.predict(model, images);
      for (int i = 0; i < images.size(); i++) {
        assertEquals(predicted.get(i).predicted(), answers.get(images.id(i)), images.id(i));
      }
    }
  }

  private static String source() {
    return Path.of("src", "test", "scala", "Job.scala").toAbsolutePath().toString();
  }

  private List<String> run(String program, List<String> arguments, String... first)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // what Spark opens on JDK 17 and newer
    Arrays.stream(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptionArray())
        .forEach(line::add);
    line.addAll(List.of("-Xmx1g", "-cp"));
    line.add(String.join(File.pathSeparator, List.of(first)) + File.pathSeparator + CLASSES);
    line.add(program);
    line.addAll(arguments);
    Path log = folder.resolve(program + ".log");
    Process process =
        new ProcessBuilder(line)
            .redirectError(log.toFile())
            .redirectOutput(folder.resolve(program + ".out").toFile())
            .start();
    int code = process.waitFor();
    var said = Files.readAllLines(folder.resolve(program + ".out"), StandardCharsets.UTF_8);
    assertEquals(0, code, () -> said + text(log));
    return said;
  }

  private static String text(Path log) {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Lines of one kind: name of a photo, and what stands behind it. */
  private static TreeMap<String, String> fields(List<String> said, String kind) {
    TreeMap<String, String> all = new TreeMap<>();
    for (String line : said) {
      String[] parts = line.split(" ", 3);
      if (parts[0].equals(kind)) {
        all.put(parts[1], parts[2]);
      }
    }
    return all;
  }

  private static float[] floats(String numbers) {
    String[] words = numbers.split(" ");
    float[] all = new float[words.length];
    for (int i = 0; i < words.length; i++) {
      all[i] = Float.parseFloat(words[i]);
    }
    return all;
  }
}
