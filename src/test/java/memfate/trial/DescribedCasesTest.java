package memfate.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import memfate.KeptRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every description that says what it expects: real boots, mailed scenarios, examples, machines.
 */
class DescribedCasesTest {
  private static final List<Path> FOLDERS =
      Stream.of(
              "src/test/resources/captures",
              "src/test/resources/scenarios",
              "inputs/examples",
              "inputs/machines")
          .map(Path::of)
          .toList();

  private static final CaseTrial TRIAL = new CaseTrial(KeptRules.open());

  @TestFactory
  Stream<DynamicTest> endAsTheyExpect() {
    return FOLDERS.stream()
        .flatMap(folder -> trials(folder).stream())
        .map(trial -> DynamicTest.dynamicTest(trial.name(), () -> check(trial)));
  }

  private static List<CaseTrial.Trial> trials(Path folder) {
    CaseReader.Cases read = CaseReader.read(List.of(folder));
    assertEquals(List.of(), read.problems());
    List<CaseTrial.Trial> trials =
        read.cases().stream().flatMap(test -> TRIAL.trials(test).stream()).toList();
    assertFalse(trials.isEmpty(), folder + " has no case");
    return trials;
  }

  private static void check(CaseTrial.Trial trial) {
    assertEquals(List.of(), TRIAL.run(trial).differences());
  }
}
