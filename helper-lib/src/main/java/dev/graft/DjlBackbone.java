package dev.graft;

import ai.djl.Model;
import dev.graft.data.InputContract;
import dev.graft.engine.DjlImport;
import dev.graft.engine.Engines;
import java.util.Optional;
import java.util.Set;

/**
 * A model of DJL's on its way to be a frozen backbone: where it is cut and what it wants to see.
 *
 * <pre>{@code
 * try (var zoo = criteria.loadModel()) {
 *   var contract = InputContract.rgb(224, 127.5f, 127.5f, 0.875);
 *   var model = Backbone.of(zoo).output("flatten0_output").contract(contract).load();
 *   replaceHead(model, Head.classifier(data.classes()));
 * }
 * }</pre>
 *
 * <p>Taken are symbols of MXNet's and TorchScript modules with one float input {@code (N, 3, H, W)}
 * and one float output {@code (N, C)} or {@code (N, C, H, W)}. The layer {@code djl} always stays
 * frozen and runs as at inference, whatever mode the module was saved in. Such a model cannot be
 * saved by Graft.
 *
 * @param model loaded
 * @param output of an MXNet symbol, at which it is cut; without it, the model's own
 * @param contract what it wants to see
 * @param engine that trains the head; without it, by the rule in {@link Engines}
 */
public record DjlBackbone(
    Model model,
    Optional<String> output,
    Optional<InputContract> contract,
    Optional<String> engine) {

  /**
   * Chooses where an MXNet symbol is cut; a TorchScript module cannot be.
   *
   * @param name of an inner output, as in {@code flatten0_output}
   * @return new options
   */
  public DjlBackbone output(String name) {
    return new DjlBackbone(model, Optional.of(name), contract, engine);
  }

  /**
   * Tells what the model wants to see.
   *
   * @param wanted size, colour order, mean, std, crop and interpolation
   * @return new options
   */
  public DjlBackbone contract(InputContract wanted) {
    return new DjlBackbone(model, output, Optional.of(wanted), engine);
  }

  /**
   * Chooses the engine that trains the head, which may be another than the model's own.
   *
   * @param name {@code MXNet} or {@code PyTorch}
   * @return new options
   */
  public DjlBackbone on(String name) {
    return new DjlBackbone(model, output, contract, Optional.of(Engines.named(name)));
  }

  /**
   * Copies, cuts and tries the model.
   *
   * @return a model without head: the layer {@code djl}, frozen
   * @throws IllegalArgumentException when the model cannot be taken; the text says why
   */
  public TransferModel load() {
    InputContract wanted =
        contract.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the model does not say what its input wants to see; give"
                        + " contract(InputContract.rgb(size, mean, std, crop))"));
    DjlImport body = DjlImport.of(model, output, wanted.inputs().get(0));
    return TransferModel.own(body.graph(), body.weights(), wanted, Set.of(DjlImport.LAYER), engine);
  }
}
