package dev.graft.graph;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.Set;

/** Every op that the library has, found among its classes. */
public final class OpsOfGraph {
  private OpsOfGraph() {}

  public static Set<Class<? extends Op>> all() {
    Set<Class<? extends Op>> ops = new HashSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.graft.graph")) {
      if (type.isAssignableTo(Op.class) && !type.isInterface()) {
        ops.add(type.reflect().asSubclass(Op.class));
      }
    }
    return ops;
  }
}
