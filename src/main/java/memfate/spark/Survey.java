package memfate.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import memfate.importer.Document;
import memfate.importer.JsonStretch.Extent;
import memfate.importer.UnreadDocument;
import memfate.platform.Platform;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;
import scala.Tuple2;

/**
 * What has to be known of all parts before one of them can be evaluated as the local batch does it.
 *
 * @param extents what stretches have, by rank
 * @param shared the first description of each id that several descriptions of an input have
 */
record Survey(Map<Integer, Extent> extents, Map<Claim.Id, Claim> shared) {

  /** The extent of a part; a part that was cut twice, by a task that ran twice, has the same. */
  private record Found(int rank, int documents, int lines, boolean exact)
      implements java.io.Serializable {}

  static Survey of(JavaSparkContext spark, JavaRDD<Part> parts, Broadcast<Shipped> shipped) {
    CollectionAccumulator<Found> found = spark.sc().collectionAccumulator("extents");
    JavaPairRDD<Claim.Id, Claim> claims =
        parts.mapPartitionsToPair(some -> claims(some, shipped.value().configuration(), found));
    Map<Claim.Id, Claim> shared =
        new HashMap<>(claims.reduceByKey(Claim::first).filter(c -> c._2().shared()).collectAsMap());
    Map<Integer, Extent> extents = new HashMap<>();
    for (Found one : found.value()) {
      extents.put(one.rank(), new Extent(one.documents(), one.lines(), one.exact()));
    }
    return new Survey(extents, shared);
  }

  private static Iterator<Tuple2<Claim.Id, Claim>> claims(
      Iterator<Part> parts, Configuration hadoop, CollectionAccumulator<Found> found) {
    List<Tuple2<Claim.Id, Claim>> claims = new ArrayList<>();
    while (parts.hasNext()) {
      Part part = parts.next();
      Extent extent = part.cut(hadoop, unread -> add(claims, part, unread));
      if (part instanceof FilePart file && !file.isWhole()) {
        found.add(new Found(part.rank(), extent.documents(), extent.lines(), extent.exact()));
      }
    }
    return claims.iterator();
  }

  private static void add(List<Tuple2<Claim.Id, Claim>> claims, Part part, UnreadDocument unread) {
    int ordinal = 0;
    for (Document document : unread.read()) {
      Platform platform = document.platform();
      if (platform != null && !platform.id().isEmpty()) {
        Claim claim = new Claim(part.rank(), unread.number(), ordinal, unread.line(), false);
        claims.add(new Tuple2<>(Claim.Id.of(part.input(unread), platform.id()), claim));
      }
      ordinal++;
    }
  }

  /** Returns the shared ids as whole files count. */
  Map<Claim.Id, Claim> sharedIn(Plan counted) {
    HashMap<Claim.Id, Claim> there = new HashMap<>();
    shared.forEach((id, claim) -> there.put(id, located(claim, counted)));
    return there;
  }

  private static Claim located(Claim claim, Plan counted) {
    if (claim.rank() >= counted.parts().size()) {
      return claim;
    }
    FilePart part = counted.parts().get(claim.rank());
    return part.start() == 0 ? claim : claim.behind(part.documents(), part.lines() - 1);
  }
}
