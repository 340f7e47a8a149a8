package dev.graft;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import dev.graft.data.InputContract;
import dev.graft.engine.DjlImport;
import dev.graft.engine.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/**
 * A model of DJL's on its way to be a frozen backbone: where it is cut and what it wants to see.
 *
 * <pre>{@code
 * var contract = InputContract.rgb(224, 127.5f, 127.5f, 0.875);
 * var model = Backbone.zoo(criteria).output("flatten0_output").contract(contract).load();
 * replaceHead(model, Head.classifier(data.classes()));
 * }</pre>
 *
 * <p>Taken are symbols of MXNet's and TorchScript modules with one float input {@code (N, 3, H, W)}
 * and one float output {@code (N, C)} or {@code (N, C, H, W)}. The layer {@code djl} always stays
 * frozen and runs as at inference, whatever mode the module was saved in. Such a model cannot be
 * saved by Graft.
 */
public final class DjlBackbone {
  private final Source source;
  private final Optional<String> output;
  private final Optional<InputContract> contract;
  private final Optional<String> engine;

  private DjlBackbone(
      Source source,
      Optional<String> output,
      Optional<InputContract> contract,
      Optional<String> engine) {
    this.source = source;
    this.output = output;
    this.contract = contract;
    this.engine = engine;
  }

  /** Where the model comes from: what is done with it must not outlast the call. */
  private interface Source {
    TransferModel with(Work work);
  }

  private interface Work {
    TransferModel on(Model model);
  }

  static DjlBackbone of(Model model) {
    return of(work -> work.on(model));
  }

  static DjlBackbone of(Criteria<?, ?> criteria) {
    return of(
        work -> {
          try (Model model = criteria.loadModel()) {
            return work.on(model);
          } catch (ModelNotFoundException | MalformedModelException e) {
            throw new IllegalArgumentException(
                "the zoo's model cannot be loaded: " + e.getMessage(), e);
          } catch (IOException e) {
            throw new UncheckedIOException("the zoo's model cannot be read: " + e.getMessage(), e);
          }
        });
  }

  private static DjlBackbone of(Source source) {
    return new DjlBackbone(source, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Chooses where an MXNet symbol is cut; a TorchScript module cannot be.
   *
   * @param name of an inner output, as in {@code flatten0_output}; without it, the model's own
   * @return new options
   */
  public DjlBackbone output(String name) {
    return new DjlBackbone(source, Optional.of(name), contract, engine);
  }

  /**
   * Tells what the model wants to see, in place of what its zoo says.
   *
   * @param wanted size, colour order, mean, std, crop and interpolation
   * @return new options
   */
  public DjlBackbone contract(InputContract wanted) {
    return new DjlBackbone(source, output, Optional.of(wanted), engine);
  }

  /**
   * Chooses the engine that trains the head, which may be another than the model's own.
   *
   * @param name {@code MXNet} or {@code PyTorch}; without it, by the rule in {@link Engines}
   * @return new options
   */
  public DjlBackbone on(String name) {
    return new DjlBackbone(source, output, contract, Optional.of(Engines.named(name)));
  }

  /**
   * Copies, cuts and tries the model.
   *
   * @return a model without head: the layer {@code djl}, frozen
   * @throws IllegalArgumentException when the model cannot be loaded or taken; the text says why
   */
  public TransferModel load() {
    return source.with(this::copied);
  }

  private TransferModel copied(Model model) {
    InputContract wanted =
        contract
            .or(() -> ZooContract.of(model::getProperty))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the model does not say what its input wants to see; give"
                            + " contract(InputContract.rgb(size, mean, std, crop))"));
    DjlImport body = DjlImport.of(model, output, wanted.inputs().get(0));
    return OwnModel.of(body.graph(), body.weights(), wanted, Set.of(DjlImport.LAYER), engine);
  }
}
