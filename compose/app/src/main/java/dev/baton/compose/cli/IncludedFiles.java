package dev.baton.compose.cli;

import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Sources;
import dev.baton.compose.config.TextFile;
import dev.baton.compose.convert.keepalived.Includes;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds the files that a {@code keepalived.conf} includes, on this machine. */
final class IncludedFiles implements Includes {

  private static final String WILDCARD = ".*[*?\\[{].*";

  @Override
  public List<Sources.Document> read(String from, String pattern) {
    Path whole = Path.of(from).resolveSibling(pattern.strip());
    Path folder = whole.toAbsolutePath().getParent();
    Path name = whole.getFileName();
    if (folder == null || name == null) {
      throw new IllegalArgumentException("is no file");
    }
    if (folder.toString().matches(WILDCARD)) {
      throw new IllegalArgumentException("wildcards in the name of a folder are not read here");
    }
    List<Path> paths =
        name.toString().matches(WILDCARD) ? fitting(folder, name.toString()) : List.of(whole);
    try {
      return paths.stream().map(TextFile::read).toList();
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.problems().get(0).toString(), e);
    }
  }

  private static List<Path> fitting(Path folder, String glob) {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
      stream.forEach(paths::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw new IllegalArgumentException("the folder cannot be read: " + e, e);
    }
    Collections.sort(paths);
    return paths;
  }
}
