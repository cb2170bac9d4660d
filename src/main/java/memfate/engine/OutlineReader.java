package memfate.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import memfate.engine.PolicyOutline.Inherited;
import memfate.engine.PolicyOutline.Place;
import memfate.engine.PolicyOutline.Replaced;
import memfate.engine.PolicyOutline.SetOption;
import memfate.platform.Diagnostic;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Finds out what a policy takes over, leaves out and adds, without compiling it. */
final class OutlineReader {

  /**
   * Files that belong together.
   *
   * @param name {@code lib}, {@code checks} or the name of a policy
   * @param files its rule files
   * @param replaced rules that it leaves out of the layers before it
   */
  record Layer(String name, List<RuleSource> files, List<RuleCompiler.Replacement> replaced) {}

  private final List<Diagnostic> problems = new ArrayList<>();
  private final Map<String, List<Place>> places = new LinkedHashMap<>();
  private final Map<String, Integer> leftOut = new LinkedHashMap<>();

  private OutlineReader() {}

  /**
   * Reads the outline of a policy.
   *
   * @param layers what it is made of, the policy itself last
   * @param definitions of the policy, then of its bases, the nearest first
   * @throws PolicyException if a file does not parse, or a rule that is replaced is not there
   */
  static PolicyOutline read(List<Layer> layers, List<PolicyDefinition> definitions) {
    return new OutlineReader().outline(layers, definitions);
  }

  private PolicyOutline outline(List<Layer> layers, List<PolicyDefinition> definitions) {
    List<Replaced> replaces = List.of();
    for (Layer layer : layers) {
      List<Place> own = placesOf(layer);
      replaces = replace(layer, own);
      places.put(layer.name(), own);
    }
    if (!problems.isEmpty()) {
      throw new PolicyException(
          "policy %s has no outline".formatted(definitions.get(0).name()), problems);
    }
    List<Place> instead = replaces.stream().map(Replaced::by).filter(Objects::nonNull).toList();
    Layer top = layers.get(layers.size() - 1);
    List<Place> adds =
        places.getOrDefault(top.name(), List.of()).stream()
            .filter(place -> !instead.contains(place))
            .toList();
    return new PolicyOutline(
        definitions.get(0),
        definitions.subList(1, definitions.size()),
        options(definitions),
        layers.subList(0, layers.size() - 1).stream().map(this::inherited).toList(),
        replaces,
        adds);
  }

  private Inherited inherited(Layer layer) {
    return new Inherited(
        layer.name(),
        places.getOrDefault(layer.name(), List.of()).size(),
        leftOut.getOrDefault(layer.name(), 0));
  }

  private List<Place> placesOf(Layer layer) {
    List<Place> found = new ArrayList<>();
    for (RuleSource source : layer.files()) {
      PackageDescr parsed = RuleParser.parse(source, problems);
      if (parsed != null) {
        for (RuleDescr rule : parsed.getRules()) {
          found.add(new Place(rule.getName(), source.file(), rule.getLine()));
        }
      }
    }
    return found;
  }

  /** Takes the rules that a layer leaves out from those before it. */
  private List<Replaced> replace(Layer layer, List<Place> own) {
    List<Replaced> replaced = new ArrayList<>();
    for (RuleCompiler.Replacement replacement : layer.replaced()) {
      Optional<Place> rule = take(replacement.rule());
      if (rule.isEmpty()) {
        problems.add(RuleCompiler.unmet(replacement));
      } else {
        Place by =
            own.stream().filter(p -> p.rule().equals(replacement.rule())).findFirst().orElse(null);
        replaced.add(new Replaced(rule.get(), by));
      }
    }
    return replaced;
  }

  private Optional<Place> take(String rule) {
    for (Map.Entry<String, List<Place>> layer : places.entrySet()) {
      Optional<Place> found =
          layer.getValue().stream().filter(place -> place.rule().equals(rule)).findFirst();
      if (found.isPresent()) {
        layer.getValue().remove(found.get());
        leftOut.merge(layer.getKey(), 1, Integer::sum);
        return found;
      }
    }
    return Optional.empty();
  }

  /** The nearest policy that sets an option counts. */
  private static Map<String, SetOption> options(List<PolicyDefinition> definitions) {
    Map<String, SetOption> options = new LinkedHashMap<>();
    Stream.iterate(definitions.size() - 1, i -> i >= 0, i -> i - 1)
        .map(definitions::get)
        .forEach(
            definition ->
                definition
                    .options()
                    .forEach(
                        (name, value) ->
                            options.put(name, new SetOption(value, definition.name()))));
    return options;
  }
}
