package io.lineside.desktop.shell;

import io.lineside.desktop.link.OutageSummary;
import org.jspecify.annotations.Nullable;

/** The last outage of the link, which an operator reads about and dismisses. Any thread. */
public interface Outages {

    /** What happened to alarms during the last outage; null when there was none to show. */
    @Nullable OutageSummary last();

    /** The operator has read about it. */
    void dismiss();
}
