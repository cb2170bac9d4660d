package memfate.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  /** A warning that is not for here: a page has rules and no cases of them. */
  private static final String NO_CASE = "no-case";

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

  /** Returns the packs with their quirks as JSON. */
  String packs() throws Overrun {
    List<String> line = new ArrayList<>(List.of("pack", "list", "-q", "-o", "json"));
    line.addAll(List.of("--rules", settings.rules().toString()));
    line.addAll(settings.packs());
    return commands.run(line, new Recall()).out();
  }

  /**
   * Tries something, and returns what comes of it as JSON.
   *
   * @param recall by which it can be called off
   * @throws Refusal if it names what is not there
   */
  String run(Trial trial, Recall recall) throws Refusal, IOException {
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
      run(trial, files, recall, answer, diagnostics);
    } catch (Overrun e) {
      if (recall.isCalled()) {
        return JSON.createObjectNode().put("cancelled", true).toString();
      }
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

  private void run(
      Trial trial, TrialFolder files, Recall recall, ObjectNode answer, ArrayNode diagnostics)
      throws Overrun, IOException, PageDataReader.TooLarge {
    CommandAnswer ran = commands.run(evaluation(trial, files), recall);
    answer.put("code", ran.code());
    answer.put("said", files.relative(ran.err()));
    if (ran.code() == POLICY) {
      check(files, recall).forEach(diagnostics::add);
      return;
    }
    String out = files.relative(ran.out());
    lines(out).forEach(line -> line.path("diagnostics").forEach(diagnostics::add));
    if (trial.rules() != null) {
      check(files, recall)
          .filter(files::isEdited)
          .filter(said -> !said.path("code").asString("").equals(NO_CASE))
          .forEach(diagnostics::add);
    }
    PageDataReader reader = new PageDataReader();
    reader.read("memfate serve", new BufferedReader(new StringReader(out)));
    if (!reader.isEmpty()) {
      PageData data = reader.data();
      answer.put("run", keep(data));
      answer.set("data", JSON.valueToTree(data));
    }
  }

  /** Returns what is wrong with the rules, or hardly meant. */
  private Stream<JsonNode> check(TrialFolder files, Recall recall) throws Overrun {
    List<String> line = new ArrayList<>(List.of("check", "-o", "json", files.policy()));
    line.addAll(List.of("--rules", settings.rules().toString()));
    return lines(files.relative(commands.run(line, recall).out()))
        .filter(said -> said.path("kind").asString("").equals("diagnostic"));
  }

  private List<String> evaluation(Trial trial, TrialFolder files) {
    List<String> line = new ArrayList<>(List.of(trial.explore() ? "explore" : "eval"));
    line.addAll(List.of("--detail", "-o", "jsonl", "-j", "1", "--no-sandbox"));
    line.addAll(List.of("--rules", settings.rules().toString()));
    line.addAll(trial.packs() ? settings.packs() : List.of("--no-packs"));
    if (trial.packs() && trial.quirk() != null) {
      line.addAll(List.of("--quirk", "+" + trial.quirk()));
    }
    String against = trial.against();
    if (against != null && !against.equals(files.policy())) {
      line.addAll(List.of("--policy", against));
    }
    line.addAll(List.of("--policy", files.policy(), files.platform()));
    return line;
  }

  private static Stream<JsonNode> lines(String out) {
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
