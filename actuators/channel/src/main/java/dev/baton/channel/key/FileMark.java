package dev.baton.channel.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param inode which file it is
 * @param size in bytes
 * @param modified when its content changed
 * @param changed when content, owner or mode changed
 * @param owner the user's number
 * @param permissions who may do what
 * @param regular whether it is a file that holds what is written to it
 */
record FileMark(
    long inode,
    long size,
    FileTime modified,
    FileTime changed,
    int owner,
    Set<PosixFilePermission> permissions,
    boolean regular) {

  private static final int ROOT = 0;
  private static final Path PROCESS = Path.of("/proc/self/status");
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /** Looks at a file; a symbolic link leads to its target. */
  @SuppressWarnings("unchecked") // "unix:permissions" is a set of them.
  static FileMark of(Path file) throws IOException {
    Map<String, Object> all =
        Files.readAttributes(
            file, "unix:ino,size,lastModifiedTime,ctime,uid,permissions,isRegularFile");
    return new FileMark(
        (Long) value(all, "ino"),
        (Long) value(all, "size"),
        (FileTime) value(all, "lastModifiedTime"),
        (FileTime) value(all, "ctime"),
        (Integer) value(all, "uid"),
        (Set<PosixFilePermission>) value(all, "permissions"),
        (Boolean) value(all, "isRegularFile"));
  }

  private static Object value(Map<String, Object> all, String name) throws IOException {
    return Optional.ofNullable(all.get(name))
        .orElseThrow(() -> new IOException("the file system does not tell " + name));
  }

  /** Returns why others could read or change a secret in it; empty if they cannot. */
  Optional<String> unsafe(Path file) throws IOException {
    if (!regular) {
      return Optional.of("is not a regular file");
    }
    if (!OWNERS.containsAll(permissions)) {
      return Optional.of(
          "others than its owner may use it ("
              + PosixFilePermissions.toString(permissions)
              + "); run: chmod 600 "
              + file);
    }
    int own = ownUser();
    return owner == ROOT || owner == own
        ? Optional.empty()
        : Optional.of(
            "belongs to user "
                + owner
                + ", neither to root nor to the user of this process, "
                + own
                + "; run: chown "
                + own
                + " "
                + file);
  }

  /** The number of the user that this process runs as (proc(5), Uid: real, effective, ...). */
  private static int ownUser() throws IOException {
    return Files.readAllLines(PROCESS).stream()
        .filter(line -> line.startsWith("Uid:"))
        .map(line -> Integer.parseInt(line.split("\\s+", -1)[2]))
        .findFirst()
        .orElseThrow(() -> new IOException(PROCESS + " has no line Uid"));
  }
}
