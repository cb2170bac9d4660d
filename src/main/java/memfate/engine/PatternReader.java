package memfate.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * Reads the patterns of rules: every pattern, at whatever depth, in the order in which they stand.
 */
final class PatternReader {
  private static final Pattern BINDING = Pattern.compile("(\\$\\w+)\\s*:\\s*(\\w+)(?:\\(\\))?");
  private static final Pattern OTHER_BINDING = Pattern.compile("\\$\\w+\\s*:");
  private static final Pattern EQUALITY =
      Pattern.compile(
          "(\\w+)(?:\\(\\))?\\s*==\\s*(?:(\\$\\w+)|\"([^\"\\\\]*)\"|(\\d+|true|false)|(?:[A-Z]\\w*\\.)([A-Z_0-9]+))");

  /** Asks whether a number is known at all, or whether another fact has to do with a field. */
  private static final Pattern KNOWN =
      Pattern.compile("\\w+\\s*!=\\s*-1|!?\\$\\w+\\.\\w+\\([^<>=~]*\\)");

  private static final Pattern WORD = Pattern.compile("[A-Za-z]\\w*");
  private static final Pattern CLASS = Pattern.compile("(\\w+)\\.class");

  private final PackageDescr file;
  private final List<FactPattern> patterns = new ArrayList<>();

  private PatternReader(PackageDescr file) {
    this.file = file;
  }

  static List<FactPattern> patterns(PackageDescr file, RuleDescr rule) {
    PatternReader reader = new PatternReader(file);
    reader.read(rule.getLhs(), true);
    return List.copyOf(reader.patterns);
  }

  private void read(BaseDescr descr, boolean required) {
    if (descr instanceof PatternDescr pattern) {
      PatternSourceDescr source = pattern.getSource();
      if (source instanceof AccumulateDescr accumulate) {
        read(accumulate.getInput(), false);
      } else if (source instanceof CollectDescr collect) {
        read(collect.getInputPattern(), false);
      } else {
        patterns.add(pattern(pattern, required));
        readIndex(pattern, source);
      }
    } else if (descr instanceof AccumulateDescr accumulate) {
      read(accumulate.getInput(), false);
    } else if (descr instanceof ConditionalElementDescr group) {
      boolean all = required && descr instanceof AndDescr;
      group.getDescrs().forEach(part -> read((BaseDescr) part, all));
    }
  }

  /** What {@link memfate.facts.RangeIndex} is asked for by its class. */
  private void readIndex(PatternDescr pattern, @Nullable PatternSourceDescr source) {
    String text = pattern.getDescrs() + (source instanceof FromDescr from ? from.toString() : "");
    Matcher named = CLASS.matcher(text);
    while (named.find()) {
      patterns.add(FactPattern.any(type(named.group(1))));
    }
  }

  private FactPattern pattern(PatternDescr pattern, boolean required) {
    Class<?> type = type(pattern.getObjectType());
    Map<String, String> literals = new TreeMap<>();
    Map<String, String> variables = new TreeMap<>();
    Map<String, String> bindings = new TreeMap<>();
    Set<String> compared = new TreeSet<>();
    for (BaseDescr constraint : pattern.getDescrs()) {
      String text = constraint.toString().strip();
      Matcher binding = BINDING.matcher(text);
      Matcher equality = EQUALITY.matcher(text);
      if (binding.matches() && FactFields.has(type, binding.group(2))) {
        bindings.put(binding.group(1), binding.group(2));
      } else if (OTHER_BINDING.matcher(text).lookingAt()) {
        bindings.put(text.substring(0, text.indexOf(':')).strip(), FactPattern.NO_FIELD);
      } else if (equality.matches() && FactFields.has(type, equality.group(1))) {
        if (equality.group(2) != null) {
          variables.put(equality.group(1), equality.group(2));
        } else if (FactFields.isPlain(type, equality.group(1))) {
          literals.put(equality.group(1), literal(equality));
        }
      } else if (!KNOWN.matcher(text).matches()) {
        WORD.matcher(text).results().forEach(word -> compared.add(word.group()));
      }
    }
    return new FactPattern(
        type,
        Map.copyOf(literals),
        Map.copyOf(variables),
        Map.copyOf(bindings),
        compared,
        required);
  }

  private static String literal(Matcher equality) {
    for (int group = 3; group <= equality.groupCount(); group++) {
      if (equality.group(group) != null) {
        return equality.group(group);
      }
    }
    throw new IllegalStateException("an equality has a right side: " + equality.group());
  }

  /** A type that cannot be found may be any. */
  private Class<?> type(String name) {
    return file.getImports().stream()
        .map(imported -> candidate(imported.getTarget(), name))
        .map(PatternReader::find)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(Object.class);
  }

  private static String candidate(String imported, String name) {
    if (imported.endsWith(".*")) {
      return imported.substring(0, imported.length() - 1) + name;
    }
    return imported.endsWith("." + name) ? imported : name;
  }

  private static Optional<Class<?>> find(String name) {
    try {
      return Optional.of(Class.forName(name, false, PatternReader.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}
