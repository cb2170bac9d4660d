package memfate.engine.lang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.facts.RangeIndex;
import memfate.facts.Rank;
import memfate.iomem.AddressRange;
import memfate.iomem.ByteCount;
import memfate.iomem.Intersection;
import memfate.iomem.ResourceDescriptor;
import memfate.iomem.ResourceFlags;
import org.jspecify.annotations.Nullable;

/** The types that rules may name, and what they may call on them. */
final class Vocabulary {
  private static final String FACTS = "memfate.facts";
  private static final String VALUES = "memfate.iomem";

  private static final List<Class<?>> VALUE_TYPES =
      List.of(
          AddressRange.class,
          ByteCount.class,
          Intersection.class,
          ResourceDescriptor.class,
          ResourceFlags.class);

  /** Records and enums of the vocabulary's package that are no facts. */
  private static final Set<String> MECHANISM = Set.of("EffectKey", "EffectStage");

  /** Methods of the mechanism, and those that say nothing that rules could use. */
  private static final Set<String> HIDDEN =
      Set.of("key", "hashCode", "getClass", "values", "valueOf");

  /** What the engine does to the index of ranges; no other type's methods of these names. */
  private static final Set<String> INDEXING = Set.of("add", "remove");

  private static final Map<String, Class<?>> PLATFORM_TYPES =
      Map.of(
          "String", String.class,
          "Long", Long.class,
          "Integer", Integer.class,
          "Number", Number.class,
          "Math", Math.class);

  /** What rules may call of the Java platform: it ends, and needs no more room than its input. */
  private static final Map<Class<?>, Set<String>> PLATFORM_METHODS =
      Map.of(
          String.class,
          Set.of(
              "length",
              "isEmpty",
              "isBlank",
              "equals",
              "equalsIgnoreCase",
              "startsWith",
              "endsWith",
              "contains",
              "indexOf",
              "lastIndexOf",
              "substring",
              "trim",
              "strip",
              "compareTo",
              "valueOf"),
          Long.class,
          Set.of("toHexString", "compareUnsigned", "longValue", "intValue"),
          Integer.class,
          Set.of("toHexString", "longValue", "intValue"),
          Number.class,
          Set.of("longValue", "intValue"),
          Math.class,
          Set.of("min", "max", "abs"),
          Collection.class,
          Set.of("size", "isEmpty", "contains"),
          List.class,
          Set.of("size", "isEmpty", "contains", "get", "indexOf"),
          Set.class,
          Set.of("size", "isEmpty", "contains"),
          Map.class,
          Set.of("get", "containsKey", "size", "isEmpty"));

  private static final Map<Class<?>, Map<String, Type>> FIELDS = new ConcurrentHashMap<>();
  private static final Map<Class<?>, List<Method>> METHODS = new ConcurrentHashMap<>();
  private static final Map<Class<?>, List<Method>> STATIC_METHODS = new ConcurrentHashMap<>();

  private static final Map<String, Class<?>> FACT_TYPES = factTypes();

  private Vocabulary() {}

  /** Returns the names of the methods of the Java platform that rules may call. */
  static Set<String> platformMethods() {
    return PLATFORM_METHODS.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  /** Returns the type of a name under the imports of a file. */
  static Optional<Class<?>> type(String name, List<RuleFile.Import> imports) {
    String simple = name.replaceAll("\\..*", "");
    Class<?> outer = PLATFORM_TYPES.getOrDefault(simple, imported(simple, imports));
    if (outer == null || simple.equals(name)) {
      return Optional.ofNullable(outer);
    }
    return Stream.of(outer.getClasses())
        .filter(inner -> nameOf(inner).equals(name))
        .findFirst()
        .map(inner -> inner);
  }

  private static @Nullable Class<?> imported(String simple, List<RuleFile.Import> imports) {
    Class<?> found = FACT_TYPES.get(simple);
    if (found == null) {
      return null;
    }
    String all = found.getPackageName() + ".*";
    return imports.stream().anyMatch(i -> i.name().equals(all) || i.name().equals(found.getName()))
        ? found
        : null;
  }

  /** Returns the import that a name of the vocabulary needs. */
  static Optional<String> importFor(String simple) {
    return Optional.ofNullable(FACT_TYPES.get(simple)).map(type -> type.getPackageName() + ".*");
  }

  static boolean isPackage(String name) {
    return name.equals(FACTS) || name.equals(VALUES);
  }

  static boolean isType(String qualified) {
    return FACT_TYPES.values().stream().anyMatch(type -> type.getName().equals(qualified));
  }

  /** Returns the names of all fact and value types, sorted. */
  static Collection<String> typeNames() {
    return FACT_TYPES.keySet();
  }

  /** Returns whether it is a fact that a rule may insert. */
  static boolean isFact(Class<?> type) {
    return type.isRecord() && type.getPackageName().equals(FACTS);
  }

  /** Returns the fields of a fact, by name in the order of the vocabulary. */
  static Map<String, Type> fields(Class<?> type) {
    return FIELDS.computeIfAbsent(type, Vocabulary::readFields);
  }

  private static Map<String, Type> readFields(Class<?> type) {
    Map<String, Type> fields = new LinkedHashMap<>();
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        fields.put(component.getName(), typed(component.getType(), component.getGenericType()));
      }
    }
    return fields;
  }

  /** Returns the methods of a type that rules may call, static ones or the others. */
  static List<Method> methods(Class<?> type, boolean ofType) {
    return (ofType ? STATIC_METHODS : METHODS)
        .computeIfAbsent(type, unread -> readMethods(unread, ofType));
  }

  private static List<Method> readMethods(Class<?> type, boolean ofType) {
    Class<?> boxed = type == long.class ? Long.class : type == int.class ? Integer.class : type;
    Class<?> known =
        PLATFORM_METHODS.containsKey(boxed) || !Collection.class.isAssignableFrom(boxed)
            ? boxed
            : Collection.class;
    Set<String> allowed = PLATFORM_METHODS.get(known);
    return Stream.of(known.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()) == ofType)
        .filter(method -> !method.isSynthetic() && isOurs(method, allowed))
        .toList();
  }

  private static boolean isOurs(Method method, @Nullable Set<String> allowed) {
    return allowed == null
        ? isPackage(method.getDeclaringClass().getPackageName())
            && !HIDDEN.contains(method.getName())
            && !isIndexing(method)
        : allowed.contains(method.getName());
  }

  private static boolean isIndexing(Method method) {
    return method.getDeclaringClass() == RangeIndex.class && INDEXING.contains(method.getName());
  }

  /** Returns the names of the constants of a type, sorted; with them those of nested types. */
  static Map<String, Type> constants(Class<?> type) {
    Map<String, Type> constants = new TreeMap<>();
    if (isPackage(type.getPackageName())) {
      Stream.of(type.getFields())
          .filter(field -> Modifier.isStatic(field.getModifiers()))
          .forEach(field -> constants.put(field.getName(), Type.of(field.getType())));
    }
    return constants;
  }

  /** Returns what a method answers; the element of a list may hang on a class that it is given. */
  static Type answer(Method method, List<Type> arguments) {
    Type type = typed(method.getReturnType(), method.getGenericReturnType());
    boolean asked =
        type.isCollection()
            && type.element() == null
            && !arguments.isEmpty()
            && arguments.get(0).raw() == Class.class;
    return asked ? new Type(type.raw(), arguments.get(0).element()) : type;
  }

  private static Type typed(Class<?> raw, java.lang.reflect.Type generic) {
    Class<?> element =
        generic instanceof ParameterizedType p
                && p.getActualTypeArguments().length == 1
                && p.getActualTypeArguments()[0] instanceof Class<?> c
            ? c
            : null;
    return new Type(Type.of(raw).raw(), element);
  }

  /** Returns the name that rules write: {@code InsertResource.Mode} for a nested type. */
  static String nameOf(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return (outer == null ? "" : outer.getSimpleName() + ".") + type.getSimpleName();
  }

  private static Map<String, Class<?>> factTypes() {
    Map<String, Class<?>> types =
        classNames().stream()
            .map(Vocabulary::load)
            .filter(Vocabulary::isNamedByRules)
            .collect(
                Collectors.toMap(Class::getSimpleName, type -> type, (a, b) -> a, TreeMap::new));
    VALUE_TYPES.forEach(type -> types.put(type.getSimpleName(), type));
    return types;
  }

  private static boolean isNamedByRules(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.isRecord() || type.isEnum() || type == Rank.class || type == RangeIndex.class)
        && !MECHANISM.contains(type.getSimpleName());
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(FACTS + "." + name, false, Vocabulary.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("listed and not there", e);
    }
  }

  /** Lists the package where it lies: in the jar, or in a folder of classes. */
  private static List<String> classNames() {
    try {
      URI code = Rank.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path at = Path.of(code);
      if (Files.isDirectory(at)) {
        return classNames(at);
      }
      try (FileSystem jar = FileSystems.newFileSystem(at)) {
        return classNames(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the vocabulary", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class lies nowhere", e);
    }
  }

  private static List<String> classNames(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(FACTS.replace('.', '/')))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .toList();
    }
  }

  /** Returns whether the Java platform has a type of this simple name that rules may not use. */
  static boolean isForeign(String simple) {
    return Arrays.stream(new String[] {"java.lang.", "java.io.", "java.util.", "java.nio.file."})
        .anyMatch(prefix -> exists(prefix + simple));
  }

  private static boolean exists(String name) {
    try {
      Class.forName(name, false, null);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
