package memfate.report;

import java.math.BigInteger;
import memfate.boot.Exploration;
import memfate.boot.Exploration.Orders;
import memfate.boot.Exploration.RangeOrders;
import memfate.boot.Exploration.RangeOutcome;
import memfate.boot.Witness;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What orders end with, as JSON. Numbers of orders are strings: they outgrow every number type. */
final class OrdersJson {
  private OrdersJson() {}

  /** Writes {@code order}, and {@code orders} when more than one was run. */
  static void write(JsonGenerator json, @Nullable Exploration exploration) {
    json.writeObjectPropertyStart("order");
    // One order was run: whether another one ends otherwise is not known.
    json.writeStringProperty(
        "verdict", exploration == null ? "unknown" : Words.of(exploration.verdict()));
    json.writeNumberProperty("outcomes", exploration == null ? 1 : exploration.outcomes());
    json.writeEndObject();
    if (exploration != null) {
      json.writeArrayPropertyStart("orders");
      exploration.readings().forEach(orders -> orders(json, orders));
      json.writeEndArray();
    }
  }

  private static void orders(JsonGenerator json, Orders orders) {
    json.writeStartObject();
    json.writeObjectPropertyStart("assume");
    JsonLinesReport.strings(json, orders.assume());
    json.writeEndObject();
    json.writeStringProperty("verdict", Words.of(orders.verdict()));
    json.writeBooleanProperty("exhaustive", orders.exhaustive());
    JsonLinesReport.nullable(json, "gap", orders.gap());
    json.writeNumberProperty("outcomes", orders.outcomes());
    json.writeNumberProperty("states", orders.states());
    json.writeObjectPropertyStart("effort");
    json.writeNumberProperty("states", orders.effort().states());
    json.writeNumberProperty("events", orders.effort().events());
    json.writeNumberProperty("run", orders.effort().run());
    json.writeEndObject();
    count(json, orders.count());
    Exploration.Sample sample = orders.sample();
    if (sample != null) {
      json.writeObjectPropertyStart("sample");
      json.writeNumberProperty("seed", sample.seed());
      json.writeNumberProperty("orders", sample.orders());
      json.writeEndObject();
    }
    json.writeArrayPropertyStart("ranges");
    orders.ranges().forEach(range -> range(json, range));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void count(JsonGenerator json, @Nullable BigInteger count) {
    JsonLinesReport.nullable(json, "count", count == null ? null : count.toString());
  }

  private static void range(JsonGenerator json, RangeOrders range) {
    json.writeStartObject();
    json.writeStringProperty("start", "0x" + Long.toHexString(range.range().start()));
    json.writeStringProperty("end", "0x" + Long.toHexString(range.range().end()));
    json.writeStringProperty("verdict", Words.of(range.verdict()));
    json.writeArrayPropertyStart("outcomes");
    range.outcomes().forEach(outcome -> outcome(json, outcome));
    json.writeEndArray();
    Exploration.CriticalPair pair = range.critical();
    if (pair != null) {
      json.writeObjectPropertyStart("critical");
      json.writeNumberProperty("after", pair.before().size());
      json.writeStringProperty("keeps", pair.keeps().text());
      json.writeStringProperty("loses", pair.loses().text());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void outcome(JsonGenerator json, RangeOutcome outcome) {
    Exploration.Fate fate = outcome.fate();
    json.writeStartObject();
    json.writeStringProperty("owner", fate.owner().word());
    json.writeStringProperty("usable", "0x" + Long.toHexString(fate.usable()));
    json.writeBooleanProperty("crash", fate.crash());
    json.writeArrayPropertyStart("decisions");
    fate.decisions().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("errors");
    fate.errors().forEach(json::writeString);
    json.writeEndArray();
    count(json, outcome.orders());
    json.writeArrayPropertyStart("witness");
    for (Witness.Step step : outcome.witness().steps()) {
      json.writeString(step.text());
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
