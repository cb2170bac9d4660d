package memfate.engine.lang;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that hold at one place of a rule. */
final class Scope {
  private final List<RuleFile.Import> imports;
  private final Map<String, Type> variables;
  private final Set<String> used;
  private final @Nullable Class<?> fact;
  private final boolean inCondition;

  private Scope(
      List<RuleFile.Import> imports,
      Map<String, Type> variables,
      Set<String> used,
      @Nullable Class<?> fact,
      boolean inCondition) {
    this.imports = imports;
    this.variables = variables;
    this.used = used;
    this.fact = fact;
    this.inCondition = inCondition;
  }

  static Scope of(List<RuleFile.Import> imports) {
    return new Scope(imports, new HashMap<>(), new HashSet<>(), null, true);
  }

  /** What is bound inside is not known outside. */
  Scope inner() {
    return new Scope(imports, new HashMap<>(variables), used, fact, inCondition);
  }

  /** The constraints of a pattern see the fields of its fact; {@code Void} is not known. */
  Scope within(Class<?> pattern) {
    return new Scope(imports, variables, used, pattern, inCondition);
  }

  /** As outside of every pattern. */
  Scope withoutFact() {
    return new Scope(imports, variables, used, null, inCondition);
  }

  Scope consequence() {
    return new Scope(imports, variables, used, null, false);
  }

  List<RuleFile.Import> imports() {
    return imports;
  }

  boolean inCondition() {
    return inCondition;
  }

  @Nullable Class<?> fact() {
    return fact;
  }

  @Nullable Type variable(String name) {
    Type type = variables.get(name);
    if (type != null) {
      used.add(name);
    }
    return type;
  }

  /** Returns what a name is bound to, without using it. */
  Type typeOf(String name) {
    return variables.getOrDefault(name, Type.UNKNOWN);
  }

  Set<String> variables() {
    return variables.keySet();
  }

  boolean binds(String name) {
    return variables.containsKey(name);
  }

  void bind(String name, Type type) {
    variables.put(name, type);
  }

  boolean isUsed(String name) {
    return used.contains(name);
  }
}
