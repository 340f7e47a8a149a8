package dev.graft;

import java.util.List;

/**
 * A network of the {@link Catalogue}.
 *
 * @param name as in {@link Backbone#named}
 * @param flavours at least one
 */
record CatalogueRow(String name, List<Flavour> flavours) {
  CatalogueRow {
    flavours = List.copyOf(flavours);
  }

  /** The published sets that one of the flavours can take, the default first. */
  List<WeightSet> sets() {
    List<String> known = flavours.stream().map(Flavour::name).toList();
    return WeightTable.of(name).stream().filter(set -> known.contains(set.flavour())).toList();
  }

  Flavour flavour(WeightSet set) {
    return flavours.stream().filter(f -> f.name().equals(set.flavour())).findFirst().orElseThrow();
  }
}
