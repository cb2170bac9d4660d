package memfate.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import memfate.importer.Inputs;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds the files that a command line names, wherever they lie. */
final class InputFiles {
  private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");

  private final Configuration hadoop;
  private int number;

  InputFiles(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * Finds files.
   *
   * @param argument a file, a folder or a glob
   * @throws IOException if it names nothing: it says why
   */
  List<InputFile> find(String argument) throws IOException {
    Path path = new Path(argument);
    FileSystem files = path.getFileSystem(hadoop);
    if (files.exists(path)) {
      return find(files, files.getFileStatus(path), argument);
    }
    if (!GLOB.matcher(argument).matches()) {
      throw new IOException("no such file or directory");
    }
    return glob(files, argument);
  }

  private List<InputFile> glob(FileSystem files, String glob) throws IOException {
    String fixed = fixedPart(glob);
    String root = root(files, new Path(fixed.isEmpty() ? "." : fixed));
    List<InputFile> found = new ArrayList<>();
    FileStatus[] matches = files.globStatus(new Path(glob));
    for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
      if (match.isFile() && !match.getPath().getName().startsWith(".")) {
        found.add(file(match, root, fixed));
      }
    }
    return sorted(found, "no file matches");
  }

  private List<InputFile> find(FileSystem files, FileStatus named, String argument)
      throws IOException {
    if (named.isFile()) {
      return List.of(new InputFile(number++, argument, named.getPath().toString(), named.getLen()));
    }
    List<InputFile> found = new ArrayList<>();
    String name = argument.replaceFirst("(?<=.)/+$", "");
    walk(files, named.getPath(), root(files, named.getPath()), name, found);
    return sorted(found, "the directory holds no description");
  }

  private void walk(FileSystem files, Path folder, String root, String name, List<InputFile> found)
      throws IOException {
    for (FileStatus entry : files.listStatus(folder)) {
      String file = entry.getPath().getName();
      if (file.startsWith(".")) {
        continue;
      }
      if (entry.isDirectory()) {
        walk(files, entry.getPath(), root, name, found);
      } else if (Inputs.isDescription(file) || file.endsWith(".parquet")) {
        found.add(file(entry, root, name));
      }
    }
  }

  private static List<InputFile> sorted(List<InputFile> found, String otherwise)
      throws IOException {
    if (found.isEmpty()) {
      throw new IOException(otherwise);
    }
    found.sort(Comparator.comparing(InputFile::name));
    return found;
  }

  private static String root(FileSystem files, Path folder) {
    return files.makeQualified(folder).toString();
  }

  /** Names a file as the one who named its folder would. */
  private InputFile file(FileStatus status, String root, String name) {
    String uri = status.getPath().toString();
    String below = uri.substring(root.length()).replaceFirst("^/", "");
    String called = name.isEmpty() || name.endsWith("/") ? name + below : name + "/" + below;
    return new InputFile(number++, called, uri, status.getLen());
  }

  /** Returns the leading folders of a glob that hold no special character. */
  private static String fixedPart(String glob) {
    int special = 0;
    while ("*?[{".indexOf(glob.charAt(special)) < 0) {
      special++;
    }
    int slash = glob.lastIndexOf('/', special);
    return slash == 0 ? "/" : glob.substring(0, Math.max(0, slash));
  }
}
