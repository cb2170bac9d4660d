package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import memfate.eval.Description;
import memfate.eval.Evaluation;
import memfate.eval.EvaluationSource;
import memfate.eval.Pending;
import memfate.importer.UnnamedDocument;
import memfate.report.Input;
import memfate.synth.Fleet;
import memfate.synth.Form;
import memfate.synth.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Documents that are equal but for their ids are answered as if each was read. */
class RepetitionTest {
  private static final String HEAD = "\"schema\":\"memfate-platform/1\"";

  /** A map with a window that lies askew of it: checks find something in every part of it. */
  private static final String ODD =
      "\"firmware-map\":[{\"range\":\"0x100000-0x7fffffff\",\"e820\":\"usable\"},"
          + "{\"range\":\"0x1000000000-0x1fffffffff\",\"e820\":\"soft-reserved\"}],"
          + "\"cedt\":{\"host-bridges\":[{\"uid\":0}],"
          + "\"windows\":[{\"base\":\"0x1800000000\",\"size\":\"0x1000000000\",\"targets\":[0]}]}";

  private static final String KERNEL = "\"kernel\":{\"version\":\"7.1\"}";

  @TempDir private Path folder;
  private final AtomicInteger reads = new AtomicInteger();

  /** Counts what is read. */
  private record Counted(Pending pending, AtomicInteger reads) implements Pending {
    @Override
    public Input input() {
      return pending.input();
    }

    @Override
    public List<Description> read() {
      reads.incrementAndGet();
      return pending.read();
    }

    @Override
    public Description claimed(Description description) {
      return pending.claimed(description);
    }

    @Override
    public boolean claim(String id) {
      return pending.claim(id);
    }

    @Override
    public Optional<UnnamedDocument> unnamed() {
      return pending.unnamed();
    }

    @Override
    public int column() {
      return pending.column();
    }

    @Override
    public int size() {
      return pending.size();
    }
  }

  private EvaluationSource counting() {
    return (rules, packs) -> {
      Evaluation real = SharedRules.open(rules, packs);
      return (Evaluation)
          Proxy.newProxyInstance(
              Evaluation.class.getClassLoader(),
              new Class<?>[] {Evaluation.class},
              (proxy, method, args) -> {
                if (method.getName().equals("split")) {
                  @SuppressWarnings("unchecked") // as split declares it
                  Consumer<Pending> consumer = (Consumer<Pending>) args[2];
                  @SuppressWarnings("unchecked") // as split declares it
                  List<String> paths = (List<String>) args[0];
                  real.split(
                      paths, (InputStream) args[1], p -> consumer.accept(new Counted(p, reads)));
                  return null;
                }
                try {
                  Object result = method.invoke(real, args);
                  return result == real ? proxy : result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    };
  }

  private Console run(String args) {
    reads.set(0);
    return Console.run(counting(), args.split(" "));
  }

  /**
   * Compares with what is told without the cache.
   *
   * @return how many documents were read
   */
  private int isToldAlike(String args) {
    Console plain = run(args + " --no-cache");
    Console one = run(args + " -j 1");
    int read = reads.get();
    assertEquals(plain, one, args);
    assertEquals(plain, run(args + " -j 3"), args);
    return read;
  }

  private static void assertFewAreRead(int all, int read) {
    assertTrue(read < all / 2, "read: %d of %d".formatted(read, all));
  }

  private Path file(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  private static String object(String... fields) {
    return "{" + String.join(",", fields) + "}";
  }

  private static String id(String id) {
    return "\"id\":\"%s\"".formatted(id);
  }

  /** Ids of many lengths. */
  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n".repeat(1 + i * 7 % 40) + i).toList();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Shape.class)
  void fleetsThatAreMadeUp(Shape shape) throws IOException {
    int count = shape == Shape.LARGE ? 20 : 60;
    Fleet fleet = new Fleet(7, shape, 0, shape == Shape.LARGE ? 1 : 5);
    String lines =
        IntStream.range(0, count)
            .mapToObj(
                i -> fleet.machine(i, Form.JSON_LINES).replace("\"s7-", "\"s7-" + "x".repeat(i)))
            .collect(Collectors.joining());
    Path file = Files.writeString(folder.resolve("fleet.jsonl"), lines);

    int read = isToldAlike("eval -o jsonl " + file);
    assertTrue(read < count, "read: " + read);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "jsonl",
        "text",
        "text -v",
        "text -q",
        "csv",
        "sarif",
        "junit",
        "github",
        "iomem",
        "svg",
        "jsonl --fail-on warn",
        "jsonl --policy v7.1 --policy v6.12",
        "jsonl --set region-intersects=top-level",
        "text --map"
      })
  void anyReportOfAnyRun(String options) throws IOException {
    Path file = RandomFleet.of(3).distinct(2).write(folder.resolve("fleet.jsonl"), 50);
    isToldAlike("eval -o " + options + " " + file);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"eval --invariants", "eval --detail", "eval --order open"})
  void runsThatAskForMoreReadEveryDocument(String command) throws IOException {
    String map = "\"firmware-map\":[{\"range\":\"0x100000-0x7fffffff\",\"e820\":\"usable\"}]";
    List<String> lines = ids(24).stream().map(id -> object(HEAD, id(id), map, KERNEL)).toList();
    assertEquals(24, isToldAlike(command + " -o jsonl " + file("fleet.jsonl", lines)));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"before", "between", "behind"})
  void placesOnBothSidesOfTheId(String where) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String id : ids(60)) {
      lines.add(
          switch (where) {
            case "before" -> object(id(id), HEAD, ODD, KERNEL);
            case "behind" -> object(HEAD, ODD, KERNEL, id(id));
            default -> object(HEAD, "\"title\":\"é😀\"", KERNEL, id(id), ODD);
          });
    }
    Path file = file("odd é\"\\.jsonl".replace(" ", "-"), lines);

    assertFewAreRead(60, isToldAlike("eval -o jsonl " + file));
    Console console = run("eval --policy v7.1 -o jsonl " + file);
    long columns =
        console.out().lines().filter(line -> line.matches(".*\"column\":[0-9]+.*")).count();
    assertEquals(60, columns, console.out());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void severalInOneLine(long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder list = new StringBuilder("[");
    for (String id : ids(60)) {
      String blanks = " ".repeat(random.nextInt(4)) + "\n".repeat(random.nextInt(2));
      list.append(list.length() > 1 ? "," : "").append(blanks);
      list.append(object(HEAD, id(id), ODD, KERNEL));
    }
    Path file = Files.writeString(folder.resolve("list.json"), list + "]");

    assertFewAreRead(60, isToldAlike("eval -o jsonl " + file));
  }

  @Test
  void idsThatAreRefusedAreRefusedAmongThoseThatAreNot() throws IOException {
    List<String> lines = new ArrayList<>();
    ids(80).forEach(id -> lines.add(object(HEAD, id(id), ODD, KERNEL)));
    for (String id : List.of("a", "b", "é", "c", "", "-d", "d e", "\\u0065", "f[x=1]", "g[", "h")) {
      lines.add(object(HEAD, id(id), ODD, KERNEL));
    }
    lines.add(object(HEAD, id("i"), id("j"), ODD, KERNEL));
    lines.add(object(HEAD, ODD, KERNEL));
    Path file = file("ids.jsonl", lines);

    assertFewAreRead(lines.size() - 9, isToldAlike("eval -o jsonl " + file));
    assertEquals(3, run("eval -o jsonl " + file).code());
  }

  @Test
  void anIdThatIsUsedTwiceIsRefusedWithBothPlaces() throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> ids = new ArrayList<>(List.of("a", "b", "c", "d"));
    ids.addAll(ids(40));
    ids.addAll(List.of("b", "c", "e", "e"));
    ids.forEach(id -> lines.add(object(HEAD, id(id), ODD, KERNEL)));
    Path file = file("twice.jsonl", lines);

    isToldAlike("eval -o jsonl " + file);
    Console console = run("eval -o jsonl " + file);
    assertEquals(3, console.code());
    for (String place : List.of("b' 2 45", "c' 3 46", "e' 47 48")) {
      String[] parts = place.split(" ");
      assertTrue(console.err().contains("id '" + parts[0] + " is used twice"), console.err());
      assertTrue(
          console.err().contains("starts at %s:%s".formatted(file, parts[1])), console.err());
      assertTrue(console.err().contains("--> %s:%s:".formatted(file, parts[2])), console.err());
    }
  }

  @Test
  void theSameFileTwiceHasTheSameIds() throws IOException {
    Path file = RandomFleet.of(8).distinct(1).write(folder.resolve("fleet.jsonl"), 60);
    isToldAlike("eval -o jsonl %s %s".formatted(file, file));
  }

  @Test
  void whatHasSomethingWrongIsToldEachTime() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String id : ids(25)) {
      lines.add(object(HEAD, id(id), ODD, KERNEL, "\"frimware\":1"));
      lines.add(
          object(
              HEAD,
              id("w" + id),
              ODD,
              KERNEL,
              "\"lint\":{\"suppress\":[{\"code\":\"NONE\",\"why\":\"x\"}]}"));
      lines.add(object(HEAD, id("k" + id), ODD, "\"kernel\":{\"version\":\"6.99\"}"));
      lines.add(object(HEAD, id("p" + id), ODD, "\"kernel\":{\"policies\":[\"none\"]}"));
    }
    Path file = file("wrong.jsonl", lines);

    int read = isToldAlike("eval -o jsonl " + file);
    assertTrue(read < 80, "read: " + read);
    isToldAlike("eval -o text -v " + file);
  }

  @Test
  void whatRefersToItsIdElsewhereIsReadEachTime() throws IOException {
    Files.writeString(folder.resolve("base.yaml"), "schema: memfate-platform/1\nid: base\n");
    List<String> lines = new ArrayList<>();
    for (String id : ids(20)) {
      lines.add(object("\"base\":\"base.yaml\"", id(id), ODD, KERNEL));
      lines.add(
          object(
              "\"base\":\"base.yaml\"", id("o" + id), ODD, "\"override\":{" + id("x" + id) + "}"));
      lines.add(
          object(HEAD, id("m" + id), ODD, "\"matrix\":{\"kernel.version\":[\"7.1\",\"6.12\"]}"));
    }
    assertEquals(60, isToldAlike("eval -o jsonl " + file("more.jsonl", lines)));
  }

  @Test
  void stepsOfABootHaveTheLineOfTheDocument() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String id : ids(25)) {
      lines.add(
          object(HEAD, id(id), ODD, KERNEL, "\"boot\":{\"events\":[{\"unload\":\"dax_hmem\"}]}"));
    }
    assertEquals(25, isToldAlike("eval -o jsonl " + file("steps.jsonl", lines)));
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @CsvSource({"inputs/examples, 1", "inputs/machines, 2"})
  void everyDescriptionThatIsThere(Path inputs, long seed) throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(inputs).sorted()) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        lines.addAll(repeated(file, lines.size(), random));
      }
    }
    Collections.shuffle(lines, random);
    int read = isToldAlike("eval -o jsonl " + file("all.jsonl", lines));
    assertTrue(read < lines.size(), "read: %d of %d".formatted(read, lines.size()));
  }

  /** Returns a description several times, under names of its own. */
  private static List<String> repeated(Path file, int number, Random random) throws IOException {
    List<String> lines = new ArrayList<>();
    LoadSettings texts = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
    for (Object document : new Load(texts).loadAllFromString(Files.readString(file))) {
      if (document instanceof Map<?, ?> map && map.containsKey("id")) {
        List<Object> keys = new ArrayList<>(map.keySet());
        Collections.shuffle(keys, random);
        for (int i = 0; i < 3; i++) {
          Map<Object, Object> copy = new LinkedHashMap<>();
          keys.forEach(key -> copy.put(key, map.get(key)));
          copy.put("id", "n".repeat(1 + i * 3) + (number + lines.size()));
          lines.add(json(copy));
        }
      }
    }
    return lines;
  }

  private static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> json(entry.getKey()) + ": " + json(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(RepetitionTest::json).collect(Collectors.joining(", ", "[", "]"));
    }
    String text = String.valueOf(value);
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void aRunThatWasCutOffGoesOnTheSame(long seed) throws IOException {
    Random random = new Random(seed);
    Path fleet =
        RandomFleet.of(seed).distinct(2).withBroken().write(folder.resolve("fleet.jsonl"), 40);
    Path journal = folder.resolve("run.jsonl");
    String args = " --policy v7.1 --policy v6.12 " + fleet;
    run("eval --no-cache -o jsonl=" + journal + args);
    byte[] whole = Files.readAllBytes(journal);
    for (int i = 0; i < 15; i++) {
      Files.write(journal, Arrays.copyOf(whole, random.nextInt(whole.length)));
      run("eval --resume " + journal + args);
      assertArrayEquals(whole, Files.readAllBytes(journal));
    }
  }

  @Test
  void theCacheCountsThem() throws IOException {
    Path file = file("alike.jsonl", ids(40).stream().map(i -> object(HEAD, id(i), ODD)).toList());
    String end =
        run("eval -j 1 --policy v7.1 --progress json -o jsonl " + file)
            .err()
            .lines()
            .reduce((a, b) -> b)
            .orElseThrow();
    assertTrue(end.contains("\"hits\":38,\"misses\":1"), end);
  }
}
