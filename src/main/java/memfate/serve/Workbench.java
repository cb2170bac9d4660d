package memfate.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.batch.Overrun;
import memfate.report.page.PageData;
import memfate.report.page.PageDataReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs what the page asks to try, and keeps the last runs for whoever saves one. */
final class Workbench {
  private static final int RUNS_KEPT = 4;

  /** What memfate ends with when rules do not compile. */
  private static final int POLICY = 4;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final PlaygroundSettings settings;
  private final Choices choices;
  private final CommandLines commands;
  private final Path folder;
  private final Map<Integer, PageData> kept = new LinkedHashMap<>();
  private int runs;

  /**
   * Makes one.
   *
   * @param folder where the files of a try are for as long as it runs
   */
  Workbench(PlaygroundSettings settings, CommandLines commands, Path folder) {
    this.settings = settings;
    this.choices = new Choices(settings.rules(), settings.inputs());
    this.commands = commands;
    this.folder = folder;
  }

  String choices() {
    return choices.json();
  }

  /**
   * Tries something, and returns what comes of it as JSON.
   *
   * @throws Refusal if it names what is not there
   */
  String run(Trial trial) throws Refusal, IOException {
    String against = trial.against();
    if (!choices.hasPolicy(trial.policy()) || (against != null && !choices.hasPolicy(against))) {
      throw new Refusal(400, "there is no such policy");
    }
    String file = trial.replaced();
    List<String> replaced =
        trial.rules() == null || file == null ? List.of() : choices.rulesOf(trial.policy(), file);
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode diagnostics = answer.putArray("diagnostics");
    try (TrialFolder files = new TrialFolder(folder, trial, replaced)) {
      run(trial, files, answer, diagnostics);
    } catch (Overrun e) {
      diagnostics
          .addObject()
          .put("severity", "error")
          .put("code", "rules-overran")
          .put("message", "no answer: %s; the process was ended".formatted(e.getMessage()))
          .put(
              "help",
              "is there a rule that makes itself fire again? --limit-seconds and --limit-memory of"
                  + " memfate serve set other limits");
    } catch (PageDataReader.TooLarge e) {
      diagnostics.addObject().put("severity", "error").put("message", e.getMessage());
    }
    return answer.toString();
  }

  private void run(Trial trial, TrialFolder files, ObjectNode answer, ArrayNode diagnostics)
      throws Overrun, IOException, PageDataReader.TooLarge {
    CommandAnswer ran = commands.run(evaluation(trial, files));
    answer.put("code", ran.code());
    answer.put("said", files.relative(ran.err()));
    if (ran.code() == POLICY) {
      List<String> check = new ArrayList<>(List.of("check", "-o", "json", files.policy()));
      check.addAll(List.of("--rules", settings.rules().toString()));
      lines(files.relative(commands.run(check).out()))
          .filter(line -> line.path("kind").asString("").equals("diagnostic"))
          .forEach(diagnostics::add);
      return;
    }
    String out = files.relative(ran.out());
    lines(out).forEach(line -> line.path("diagnostics").forEach(diagnostics::add));
    PageDataReader reader = new PageDataReader();
    reader.read("memfate serve", new BufferedReader(new StringReader(out)));
    if (!reader.isEmpty()) {
      PageData data = reader.data();
      answer.put("run", keep(data));
      answer.set("data", JSON.valueToTree(data));
    }
  }

  private List<String> evaluation(Trial trial, TrialFolder files) {
    List<String> line = new ArrayList<>(List.of(trial.explore() ? "explore" : "eval"));
    line.addAll(List.of("--detail", "-o", "jsonl", "-j", "1", "--no-sandbox"));
    line.addAll(List.of("--rules", settings.rules().toString()));
    line.addAll(trial.packs() ? settings.packs() : List.of("--no-packs"));
    String against = trial.against();
    if (against != null && !against.equals(files.policy())) {
      line.addAll(List.of("--policy", against));
    }
    line.addAll(List.of("--policy", files.policy(), files.platform()));
    return line;
  }

  private static java.util.stream.Stream<JsonNode> lines(String out) {
    return out.lines().filter(line -> !line.isBlank()).map(JSON::readTree);
  }

  private synchronized int keep(PageData data) {
    kept.put(++runs, data);
    kept.remove(runs - RUNS_KEPT);
    return runs;
  }

  /** Returns a run that is still kept, else null. */
  synchronized @Nullable PageData run(int number) {
    return kept.get(number);
  }
}
