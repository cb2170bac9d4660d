package memfate.cli;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** The colours that a picture has most of: with these alone it takes a third of the bytes. */
final class Palette {
  private static final int COLOURS = 160;

  private final List<Integer> colours;
  private final Map<Integer, Integer> nearest = new HashMap<>();

  private Palette(List<Integer> colours) {
    this.colours = colours;
  }

  /** Returns a PNG with few colours. */
  static byte[] reduced(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(of(image).apply(image), "png", out);
    return out.toByteArray();
  }

  private static Palette of(BufferedImage image) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        counts.merge(image.getRGB(x, y), 1, Integer::sum);
      }
    }
    return new Palette(
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(COLOURS)
            .map(Map.Entry::getKey)
            .toList());
  }

  private BufferedImage apply(BufferedImage image) {
    int[] table = colours.stream().mapToInt(Integer::intValue).toArray();
    IndexColorModel model =
        new IndexColorModel(
            8, table.length, table, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    BufferedImage reduced =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int index = nearest.computeIfAbsent(image.getRGB(x, y), this::indexOf);
        reduced.getRaster().setSample(x, y, 0, index);
      }
    }
    return reduced;
  }

  private int indexOf(int colour) {
    int best = 0;
    for (int i = 1; i < colours.size(); i++) {
      best = distance(colours.get(i), colour) < distance(colours.get(best), colour) ? i : best;
    }
    return best;
  }

  private static int distance(int one, int other) {
    Color a = new Color(one);
    Color b = new Color(other);
    int red = a.getRed() - b.getRed();
    int green = a.getGreen() - b.getGreen();
    int blue = a.getBlue() - b.getBlue();
    return red * red + green * green + blue * blue;
  }
}
