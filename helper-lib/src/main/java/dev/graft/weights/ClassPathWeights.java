package dev.graft.weights;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds weight files in jars on the class path: where neither Python nor a network is, an artifact
 * brings them, such as {@code dev.graft:graft-efficientnet-lite0}.
 */
final class ClassPathWeights {
  /** Where such a jar has them, under their own names; jars of others have them at their root. */
  static final String FOLDER = "META-INF/graft/weights/";

  private ClassPathWeights() {}

  /** Lists those of that name, of the thread's loader and of the library's own. */
  static List<WeightSource> of(WeightFile file) {
    List<ClassLoader> loaders = new ArrayList<>();
    loaders.add(Thread.currentThread().getContextClassLoader());
    loaders.add(ClassPathWeights.class.getClassLoader());
    // a URL is no key: it asks the network who its host is
    Map<String, URL> found = new LinkedHashMap<>();
    for (ClassLoader loader : loaders) {
      if (loader != null) {
        resources(loader, FOLDER + file.name()).forEach(url -> found.put(url.toString(), url));
        resources(loader, file.name()).forEach(url -> found.put(url.toString(), url));
      }
    }
    return found.values().stream().map(WeightSource::of).toList();
  }

  private static List<URL> resources(ClassLoader loader, String name) {
    try {
      return java.util.Collections.list(loader.getResources(name));
    } catch (IOException e) {
      return List.of(); // a loader that cannot look has nothing to offer
    }
  }
}
