package dev.graft.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The source texts of the types that a notebook names, which the build packs beside the classes: a
 * kernel knows no other place of their javadoc.
 *
 * @param files by simple name of the type, the file's place under the root
 */
record Sources(Map<String, String> files) {
  private static final String ROOT = "/META-INF/graft/sources/";
  private static final String VERBS = "dev/graft/Transfer.java";

  /** Lists what was packed, without reading it. */
  static Sources packed() {
    URL one = Sources.class.getResource(ROOT + VERBS);
    if (one == null) {
      throw new IllegalStateException("no sources in this build of Graft, so there is no help");
    }
    try {
      return new Sources(listed(one));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("sources cannot be listed at " + one, e);
    }
  }

  private static Map<String, String> listed(URL one) throws IOException, URISyntaxException {
    if (one.openConnection() instanceof JarURLConnection jar) {
      Path file = Path.of(jar.getJarFileURL().toURI());
      try (FileSystem inside = FileSystems.newFileSystem(file, (ClassLoader) null)) {
        return listed(inside.getPath(ROOT));
      }
    }
    Path root = Path.of(one.toURI());
    for (int i = 0; i < Path.of(VERBS).getNameCount(); i++) {
      root = root.getParent();
    }
    return listed(root);
  }

  private static Map<String, String> listed(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> path.toString().endsWith(".java"))
          .map(path -> root.relativize(path).toString().replace('\\', '/'))
          .collect(Collectors.toMap(Sources::simpleName, path -> path, (a, b) -> a, TreeMap::new));
    }
  }

  private static String simpleName(String file) {
    return file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
  }

  /** Names the public types, but for those that only a kernel can load, where there is none. */
  List<String> types() {
    return files.keySet().stream().filter(this::isPublic).toList();
  }

  boolean isPublic(String type) {
    try {
      return files.containsKey(type) && Modifier.isPublic(loaded(type).getModifiers());
    } catch (LinkageError noKernel) {
      return false;
    }
  }

  /** Gives the class without initializing it. */
  Class<?> loaded(String type) {
    String name = files.get(type).replace(".java", "").replace('/', '.');
    try {
      return Class.forName(name, false, Sources.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no class of " + name, e);
    }
  }

  String text(String type) {
    try (InputStream in = Sources.class.getResourceAsStream(ROOT + files.get(type))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the source of " + type, e);
    }
  }
}
