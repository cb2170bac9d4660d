package memfate.eval;

import java.nio.file.Path;

/** Opens a rules folder and quirk packs. */
public interface EvaluationSource {
  Evaluation open(Path rules, PackSettings packs);
}
