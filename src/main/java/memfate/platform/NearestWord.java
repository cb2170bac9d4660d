package memfate.platform;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that a person meant. */
public final class NearestWord {
  private static final int LONGEST = 80;

  private NearestWord() {}

  /** Returns the candidate within a third of the word's letters, the first of the nearest ones. */
  public static Optional<String> of(String word, Collection<String> candidates) {
    int best = Math.max(1, word.length() / 3) + 1;
    String found = null;
    for (String candidate : candidates) {
      int distance = word.length() > LONGEST ? best : distance(word, candidate);
      if (distance < best) {
        best = distance;
        found = candidate;
      }
    }
    return found == null
        ? candidates.stream().filter(candidate -> sharesStem(word, candidate)).findFirst()
        : Optional.of(found);
  }

  /** Tells {@code policies} and {@code policy}, {@code rev} and {@code revision} alike. */
  private static boolean sharesStem(String word, String candidate) {
    int shorter = Math.min(word.length(), candidate.length());
    int common = 0;
    while (common < shorter && word.charAt(common) == candidate.charAt(common)) {
      common++;
    }
    return common >= 3 && common * 4 >= shorter * 3;
  }

  /** Insertions, deletions, replacements and swaps of neighbours. */
  public static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : step(table, a, b, i, j);
      }
    }
    return table[a.length()][b.length()];
  }

  private static int step(int[][] table, String a, String b, int i, int j) {
    char left = a.charAt(i - 1);
    char right = b.charAt(j - 1);
    int cost = left == right ? 0 : 1;
    int least = Math.min(table[i - 1][j], table[i][j - 1]) + 1;
    least = Math.min(least, table[i - 1][j - 1] + cost);
    boolean swap = i > 1 && j > 1 && left == b.charAt(j - 2) && a.charAt(i - 2) == right;
    return swap ? Math.min(least, table[i - 2][j - 2] + 1) : least;
  }
}
