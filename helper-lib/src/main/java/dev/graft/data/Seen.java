package dev.graft.data;

/** Pictures that all are looked at in one way. */
record Seen(Pictures pictures, Look look) implements Sight {
  /** What an evaluation sees is the picture itself. */
  @Override
  public ContentKey key(int index) {
    String content = pictures.list().get(index).content();
    return look.equals(Look.EVALUATION)
        ? ContentKey.of(content)
        : ContentKey.of(content, look.toString());
  }

  @Override
  public Planes planes(int index, InputContract contract) {
    return look.planes(pictures.list().get(index).shared(), contract);
  }
}
