package memfate.cli;

import java.nio.file.Path;

/** Opens a rules folder and quirk packs. */
interface EvaluationSource {
  Evaluation open(Path rules, PackSettings packs);
}
