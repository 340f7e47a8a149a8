package dev.graft.graph;

/**
 * Computes what a model of DJL's says: a symbol of MXNet's or a TorchScript module, which only its
 * own engine can run.
 *
 * @param in shape of one input, {@code (C, H, W)}
 * @param out shape of one output
 * @param size how many parameters it shows
 * @param engine that runs it
 * @param model as DJL's block writes it
 */
public record DjlModel(Shape in, Shape out, long size, String engine, Binary model)
    implements Opaque {
  @Override
  public String kind() {
    return "a DJL model";
  }

  @Override
  public boolean program() {
    return true;
  }
}
