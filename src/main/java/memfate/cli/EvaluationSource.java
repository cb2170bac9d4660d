package memfate.cli;

import java.nio.file.Path;

/** Opens a rules folder. */
interface EvaluationSource {
  Evaluation open(Path rules);
}
