package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import memfate.synth.Fleet;
import memfate.synth.Form;
import memfate.synth.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema, the reader and {@code inputs/README.md} agree on every key. */
class SchemaTest {
  static final JsonNode SCHEMA = schema();
  private static final String CAPTURES = "src/test/resources/captures";
  private static final String SCENARIOS = "src/test/resources/scenarios";
  private static final Path README = Path.of("inputs/README.md");

  private static JsonNode schema() {
    try (InputStream in =
        SchemaTest.class.getResourceAsStream("/memfate/schema/platform.schema.json")) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Section.class)
  void theReaderTakesTheKeysOfTheSchema(Section section) {
    JsonNode definition = SCHEMA.at("/$defs/" + section.definition());
    assertEquals(section.keys(), List.copyOf(definition.get("properties").propertyNames()));
  }

  @Test
  void everyMappingOfTheSchemaHasItsSection() {
    List<String> known = Stream.of(Section.values()).map(Section::definition).toList();
    SCHEMA.get("$defs").properties().stream()
        .filter(d -> d.getValue().has("properties") && !d.getKey().equals("event"))
        .forEach(d -> assertTrue(known.contains(d.getKey()), d.getKey()));
  }

  @Test
  void everyKeyOfTheSchemaIsDescribed() {
    SCHEMA.get("$defs").properties().forEach(SchemaTest::assertDescribed);
  }

  private static void assertDescribed(java.util.Map.Entry<String, JsonNode> definition) {
    assertTrue(definition.getValue().has("description"), definition.getKey());
    JsonNode properties = definition.getValue().path("properties");
    properties
        .properties()
        .forEach(
            p ->
                assertTrue(
                    p.getValue().path("description").asString("").endsWith("."),
                    definition.getKey() + "." + p.getKey()));
  }

  @ParameterizedTest
  @CsvSource({
    "ARCH, machine/properties/arch/enum",
    "CAPTURED, source/properties/captured/enum",
    "E820, firmwareEntry/properties/e820/enum",
    "EFI, firmwareEntry/properties/type/enum",
    "ATTRIBUTE, firmwareEntry/properties/attributes/anyOf/0/enum",
    "ORIGIN, firmwareEntry/properties/origin/enum",
    "ARITHMETIC, window/properties/arithmetic/anyOf/0/enum",
    "RESTRICTION, restriction/anyOf/0/enum",
    "CACHE_MODE, hmatCache/properties/mode/enum",
    "MEMDEV_STATE, memdev/properties/state/enum",
    "DECODER_MODE, decoder/properties/mode/enum",
    "REGION_TYPE, region/properties/type/enum",
    "REGION_STATE, region/properties/state/enum",
    "MODULE_STATE, module/properties/state/enum",
    "ORDER, boot/properties/order/anyOf/0/enum",
    "SOFTDEP, boot/properties/softdep/enum",
    "VERDICT, exploration/properties/verdict/enum",
    "OWNER, expectedRange/properties/owner/enum",
    "DECISION, expectedRange/properties/decisions/anyOf/0/enum",
    "STATUS, expectation/properties/status/enum"
  })
  void theReaderTakesTheWordsOfTheSchema(Words words, String pointer) throws ScalarException {
    List<String> listed = new ArrayList<>();
    for (JsonNode word : SCHEMA.at("/$defs/" + pointer)) {
      words.canonical(word.asString());
      listed.add(word.asString());
    }
    assertTrue(listed.containsAll(words.all()), () -> words + " but " + listed);
  }

  @Test
  void theReaderTakesTheVerbsOfTheSchema() {
    List<String> keys = new ArrayList<>(SCHEMA.at("/$defs/event/properties").propertyNames());
    keys.remove("t");
    assertEquals(Words.VERB.all(), keys);
  }

  @TestFactory
  Stream<DynamicTest> everyDescriptionThatReadsIsValid() throws IOException {
    Schema schema = descriptionSchema();
    List<Path> files = new ArrayList<>(List.of(Path.of("src/test/resources/complete.yaml")));
    for (String folder :
        List.of("inputs/machines", "inputs/examples", "inputs/races", CAPTURES, SCENARIOS)) {
      files.addAll(yamlIn(Path.of(folder)));
    }
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.toString(), () -> assertValid(schema, Files.readString(file))));
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void machinesThatAreMadeUpFitTheSchema(Shape shape) {
    Schema schema = descriptionSchema();
    Fleet fleet = Fleet.of(11, shape);
    for (int i = 0; i < 30; i++) {
      assertValid(schema, fleet.machine(i, Form.JSON_LINES));
    }
  }

  private static Schema descriptionSchema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SCHEMA);
  }

  private static void assertValid(Schema schema, String text) {
    for (String document : text.split("(?m)^---\n")) {
      assertEquals(List.of(), schema.validate(document, InputFormat.YAML));
    }
  }

  private static List<Path> yamlIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void theReadmeListsEveryField() throws IOException {
    String readme = Files.readString(README);
    String updated = FieldTables.replaceIn(readme, SCHEMA);
    if (System.getProperty("golden.update") != null) {
      Files.writeString(README, updated);
      readme = updated;
    }
    assertEquals(updated, readme);
    for (Section section : Section.values()) {
      for (String key : section.keys()) {
        assertTrue(readme.contains("`" + key + "`"), section + "." + key);
      }
    }
  }
}
