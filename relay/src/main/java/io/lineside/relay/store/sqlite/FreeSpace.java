package io.lineside.relay.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many bytes may still be written into a directory. */
public interface FreeSpace {

    FreeSpace ON_DISK = directory -> Files.getFileStore(directory).getUsableSpace();

    long bytes(Path directory) throws IOException;
}
