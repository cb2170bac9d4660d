package memfate.spark;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The rows of Parquet files, each a description. Columns {@code path}, {@code doc} and {@code line}
 * say where it stood, as records do; without them it stands in its file, its document is its row.
 */
final class Rows {
  private Rows() {}

  /**
   * Reads rows.
   *
   * @param column the column of descriptions
   * @throws Misuse if there is no such column
   */
  static JavaRDD<Part> read(SparkSession spark, List<InputFile> files, String column) {
    Map<String, String> names = new HashMap<>();
    files.forEach(file -> names.put(file.uri(), file.name()));
    Dataset<Row> rows =
        spark.read().parquet(files.stream().map(InputFile::uri).toArray(String[]::new));
    List<String> columns = Arrays.asList(rows.columns());
    if (!columns.contains(column)) {
      throw new Misuse(
          "--column: %s has no column '%s'; there are %s"
              .formatted(files.get(0).name(), column, String.join(", ", columns)));
    }
    Column document = rows.col("_metadata.row_index").plus(1);
    return rows.select(
            rows.col(column).cast("string"),
            optional(rows, columns, "path", "string", functions.lit(null)),
            rows.col("_metadata.file_path"),
            optional(rows, columns, "doc", "int", document),
            optional(rows, columns, "line", "int", functions.lit(1)))
        .javaRDD()
        .map(row -> part(row, names));
  }

  private static Column optional(
      Dataset<Row> rows, List<String> columns, String name, String type, Column otherwise) {
    return (columns.contains(name)
            ? functions.coalesce(rows.col(name).cast(type), otherwise.cast(type))
            : otherwise.cast(type))
        .as(name);
  }

  private static Part part(Row row, Map<String, String> names) {
    String text = row.isNullAt(0) ? "" : row.getString(0);
    String file = new Path(row.getString(2)).toString();
    String name = row.isNullAt(1) ? names.getOrDefault(file, file) : row.getString(1);
    return new TextPart(name, row.getInt(3), row.getInt(4), text);
  }
}
