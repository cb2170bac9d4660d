package memfate.engine.lang;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks up methods and the fields of new facts, with what they are given. */
final class CallChecker {
  private final Problems problems;
  private final ExpressionChecker values;
  private final NameChecker names;

  CallChecker(Problems problems, ExpressionChecker values, NameChecker names) {
    this.problems = problems;
    this.values = values;
    this.names = names;
  }

  Type callType(Expression.Call call, Scope scope) {
    List<Type> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(values.typeOf(argument, scope)));
    if (call.of() == null) {
      return ownCallType(call, arguments, scope);
    }
    Optional<Class<?>> type = NameChecker.typeNamed(call.of(), scope);
    if (type.isPresent()) {
      return answer(call, type.get(), true, arguments);
    }
    if (NameChecker.isQualified(call.of())) {
      names.unknownType(NameChecker.textOf(call.of()), call.of().span());
      return Type.UNKNOWN;
    }
    Type of = values.typeOf(call.of(), scope);
    return of.isUnknown() ? refuseObjectMethod(call) : answer(call, of.raw(), false, arguments);
  }

  private Type ownCallType(Expression.Call call, List<Type> arguments, Scope scope) {
    Class<?> fact = scope.fact();
    if (fact == Void.class) {
      return refuseObjectMethod(call);
    }
    if (fact == null) {
      problems.error(
          Code.FOREIGN_METHOD,
          call.nameAt(),
          "there is no function \"%s\"".formatted(call.name()),
          Vocabulary.typeNames().contains(call.name())
              ? "write new %s( ... )".formatted(call.name())
              : "call a method of the vocabulary: $range.size()");
      return Type.UNKNOWN;
    }
    return answer(call, fact, false, arguments);
  }

  /** Of a value that nobody knows: what is wrong was told, or else this is. */
  private Type refuseObjectMethod(Expression.Call call) {
    if (call.name().equals("getClass") || problems.hasNoError()) {
      foreignMethod(call, "it");
    }
    return Type.UNKNOWN;
  }

  private void foreignMethod(Expression.Call call, String of) {
    problems.error(
        Code.FOREIGN_METHOD,
        call.nameAt(),
        "rules do not call \"%s\" on %s".formatted(call.name(), of),
        "rules/README.md lists what they may call");
  }

  private Type answer(Expression.Call call, Class<?> type, boolean ofType, List<Type> arguments) {
    List<Method> named =
        Vocabulary.methods(type, ofType).stream()
            .filter(method -> method.getName().equals(call.name()))
            .toList();
    if (named.isEmpty()) {
      unknownMethod(call, type, ofType);
      return Type.UNKNOWN;
    }
    List<Method> fitting =
        named.stream().filter(m -> fits(m.getParameterTypes(), arguments)).toList();
    if (fitting.isEmpty()) {
      wrongArguments(
          call.nameAt(),
          call.name(),
          named.stream().map(Method::getParameterTypes).toList(),
          arguments);
      return Vocabulary.answer(named.get(0), arguments);
    }
    return Vocabulary.answer(fitting.get(0), arguments);
  }

  private void unknownMethod(Expression.Call call, Class<?> type, boolean ofType) {
    String of = ofType ? Vocabulary.nameOf(type) : Type.of(type).shown();
    boolean exists =
        Stream.of(type.isPrimitive() ? Object.class.getMethods() : type.getMethods())
            .anyMatch(method -> method.getName().equals(call.name()));
    boolean field = !ofType && Vocabulary.fields(type).containsKey(call.name());
    if (exists && !field) {
      foreignMethod(call, of);
      return;
    }
    problems.error(
        Code.UNKNOWN_METHOD,
        call.nameAt(),
        "%s has no method \"%s\"".formatted(withoutArticle(of), call.name()),
        methodHelp(call.name(), type, ofType));
  }

  private static String withoutArticle(String words) {
    return words.replaceFirst("^an? (?=[A-Z])", "");
  }

  static String methodHelp(String name, Class<?> type, boolean ofType) {
    Set<String> names =
        Vocabulary.methods(type, ofType).stream()
            .map(Method::getName)
            .filter(method -> !method.equals("equals") && !method.equals("toString"))
            .collect(Collectors.toCollection(TreeSet::new));
    return Suggestion.of(name, names);
  }

  private static boolean fits(Class<?>[] wanted, List<Type> given) {
    if (wanted.length != given.size()) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!given.get(i).fits(wanted[i])) {
        return false;
      }
    }
    return true;
  }

  private void wrongArguments(Span at, String name, List<Class<?>[]> wanted, List<Type> given) {
    String said = given.stream().map(Type::shownExactly).collect(Collectors.joining(", "));
    String asked =
        wanted.stream()
            .map(
                types ->
                    Stream.of(types)
                        .map(t -> Type.of(t).shownExactly())
                        .collect(Collectors.joining(", ", "(", ")")))
            .distinct()
            .collect(Collectors.joining(" or "));
    problems.error(
        Code.WRONG_ARGUMENTS,
        at,
        "%s does not take (%s)".formatted(name, said),
        "it takes " + asked);
  }

  Type creationType(Expression.New creation, Scope scope) {
    List<Type> arguments = new ArrayList<>();
    creation.arguments().forEach(argument -> arguments.add(values.typeOf(argument, scope)));
    Optional<Class<?>> type = Vocabulary.type(creation.type(), scope.imports());
    if (type.filter(Class::isRecord).isEmpty()) {
      names.unknownType(creation.type(), creation.typeAt());
      return Type.UNKNOWN;
    }
    List<Class<?>[]> wanted =
        Stream.<Constructor<?>>of(type.get().getConstructors())
            .map(Constructor::getParameterTypes)
            .toList();
    if (wanted.stream().noneMatch(types -> fits(types, arguments))) {
      wrongArguments(creation.typeAt(), "new " + creation.type(), wanted, arguments);
    }
    return Type.of(type.get());
  }
}
