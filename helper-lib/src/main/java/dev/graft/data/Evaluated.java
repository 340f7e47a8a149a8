package dev.graft.data;

/** Pictures as an evaluation sees them, each decoded anew. */
record Evaluated(Pictures pictures) implements Sight {
  @Override
  public ContentKey key(int index) {
    return ContentKey.of(pictures.list().get(index).content());
  }

  @Override
  public Planes planes(int index, InputContract contract) {
    return Look.EVALUATION.planes(pictures.list().get(index).image(), contract);
  }
}
