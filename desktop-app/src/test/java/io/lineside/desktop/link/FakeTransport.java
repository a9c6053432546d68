package io.lineside.desktop.link;

import io.lineside.wire.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Remembers what the link asked for; the test answers. */
final class FakeTransport implements Transport {

    record Asked(List<String> paths, Map<String, Cursor> have) {}

    final List<Asked> subscriptions = new ArrayList<>();
    int connects;
    int disconnects;
    int plants;
    int deliveries;

    @Override
    public void connect() {
        connects++;
    }

    @Override
    public void subscribe(List<String> paths, Map<String, Cursor> have) {
        subscriptions.add(new Asked(paths, have));
    }

    @Override
    public void fetchPlant() {
        plants++;
    }

    @Override
    public void askDelivery() {
        deliveries++;
    }

    @Override
    public void disconnect() {
        disconnects++;
    }

    @Override
    public void close() {}
}
